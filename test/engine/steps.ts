import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { LaneApp } from "./apps.ts";
import type { Step } from "./stack.ts";

type Add = (title: string, run: () => Promise<void>) => void;

/** A step changes the stack, so that those after a failed one are skipped; a look changes nothing. */
export function steps(): { readonly step: Add; readonly look: Add } {
  let failed: string | undefined;
  const add =
    (changes: boolean): Add =>
    (title, run) => {
      test(title, async ({ skip }) => {
        if (failed !== undefined) skip(`\`${failed}\` failed`);
        if (changes) failed = title;
        await run();
        if (changes) failed = undefined;
      });
    };
  return { step: add(true), look: add(false) };
}

/** `create aws:ec2/vpc:Vpc network` */
export const line = ({ op, type, name }: Pick<Step, "op" | "type" | "name">): string =>
  `${op} ${type} ${name}`;

const fileOf = (app: LaneApp, change: string): string =>
  join(import.meta.dirname, "samples", app.name, `${change}.txt`);

/** The whole plan of a change, in a file that a person has read; `UPDATE=1` accepts another. */
export function expectSteps(app: LaneApp, change: string, planned: readonly Step[]): void {
  const lines = planned.map((one) => {
    const why = one.op === "replace" ? one.replaceReasons : one.properties;
    // Elements of sets stand in the order of ids, which differ from run to run.
    const paths = new Set(why.map((path) => path.replaceAll(/\[\d+\]/g, "")));
    return [line(one), ...paths].join("  ");
  });
  const told = `${[...new Set(lines)].sort().join("\n")}\n`;
  const file = fileOf(app, change);
  if (process.env["UPDATE"]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, told);
  }
  expect(told).toBe(readFileSync(file, "utf8"));
}

/** The accepted plan as `thunderhead deploy` counts it: one line for each resource, a replacement as one. */
export function acceptedChanges(app: LaneApp, change: string): readonly string[] {
  const lines = readFileSync(fileOf(app, change), "utf8").trim().split("\n");
  const kinds = lines.flatMap((one) => {
    const [op = "", type = "", name = ""] = one.split("  ")[0]?.split(" ") ?? [];
    if (type.startsWith("thunderhead:") || /^(create-replacement|delete-replaced)$/.test(op))
      return [];
    return [line({ op: op === "discard" ? "delete" : op, type, name })];
  });
  return [...new Set(kinds)].sort();
}
