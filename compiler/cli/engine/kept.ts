/** Data of a stack: what `destroy` leaves in the account, how it is deleted after all, and how it comes back. */
import { copyFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { urnParts } from "./events.ts";
import { ask, type Engine } from "./pulumi.ts";
import type { Stack } from "./stack.ts";
import { readResources } from "./state.ts";

/** A resource that the stack's state says is kept. */
export interface Kept {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly protected: boolean;
}

export interface State {
  readonly kept: readonly Kept[];
  /** How many resources there are in all, the stack itself and providers left out. */
  readonly size: number;
}

export async function readState(stack: Stack): Promise<State> {
  const resources = await readResources(stack);
  const stays = new Set(
    resources.flatMap(({ urn, protect, retainOnDelete }) => (protect || retainOnDelete ? urn : [])),
  );
  // What lies in something that goes is gone with it: code, in the bucket of code.
  const kept = resources
    .filter(({ urn, dependencies }) => stays.has(urn) && dependencies.every((on) => stays.has(on)))
    .map(({ urn, id, parent, protect }) => ({
      urn,
      id,
      parent,
      protected: protect,
      ...urnParts(urn),
    }));
  return { kept, size: resources.length };
}

/** Protection is the state's business only: the account is not touched. */
export async function unprotect(
  { engine, name }: Stack,
  kept: readonly Pick<Kept, "urn" | "protected">[],
): Promise<void> {
  for (const { urn } of kept.filter((one) => one.protected)) {
    const { code, stderr } = await ask(engine, [
      "state",
      "unprotect",
      urn,
      "--yes",
      "--stack",
      name,
    ]);
    if (code !== 0) throw new Error(stderr);
  }
}

/**
 * The stack's values with `keepData: false`, in a file of its own beside them: an update that reads it gives
 * the data free, and the user's file never says so. Remove it afterwards.
 */
export async function withoutKeeping(
  { engine, name }: Stack,
  act: (configFile: string) => Promise<number>,
): Promise<number> {
  const own = join(engine.infra, `Pulumi.${name}.yaml`);
  const file = join(engine.infra, `Pulumi.${name}.delete-data.yaml`);
  if (existsSync(own)) copyFileSync(own, file);
  else writeFileSync(file, "");
  try {
    const set = ["config", "set", "keepData", "false", "--config-file", file, "--stack", name];
    const { code, stderr } = await ask(engine, set);
    if (code !== 0) throw new Error(stderr);
    return await act(file);
  } finally {
    rmSync(file, { force: true });
  }
}

/** What `pulumi import --file` reads: each thing with its place in the program, so that `up` finds it. */
export function adoptFile({ engine, name }: Pick<Stack, "engine" | "name">): string {
  return join(engine.infra, `adopt.${name}.json`);
}

export function writeAdoptFile(stack: Stack, kept: readonly Kept[]): void {
  const parents = new Map(
    kept.flatMap(({ parent }) =>
      parent === undefined || parent.includes("::pulumi:pulumi:Stack::")
        ? []
        : [[parent, 0] as const],
    ),
  );
  const components = [...parents.keys()].map((urn) => ({
    ...componentOf(urn),
    component: true,
  }));
  const resources = kept.map(({ type, name, id, parent }) => ({
    type,
    name: `${name} kept`,
    logicalName: name,
    id,
    ...(parent !== undefined && parents.has(parent) && { parent: componentOf(parent).name }),
  }));
  const text = JSON.stringify({ resources: [...components, ...resources] }, undefined, 2);
  writeFileSync(adoptFile(stack), `${text}\n`);
}

function componentOf(urn: string) {
  const { type, name } = urnParts(urn);
  return { type, name: `${name} component`, logicalName: name };
}

/** Takes what an earlier `destroy` kept into the stack again; `undefined` when it went well. */
export async function adopt(engine: Engine, name: string): Promise<string | undefined> {
  const file = adoptFile({ engine, name });
  if (!existsSync(file)) return `there is no ${file}`;
  const args = ["import", "--file", file, "--yes", "--generate-code=false", "--stack", name];
  const { code, stdout, stderr } = await ask(engine, [...args, "--skip-preview"]);
  if (code === 0) rmSync(file);
  return code === 0 ? undefined : stderr || stdout;
}
