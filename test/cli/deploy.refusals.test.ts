/** What the engine's own words become: recorded event streams of real refusals, each told to a person. */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { frame } from "#diagnostics/frame.ts";
import { awsDeployment } from "#providers/aws/deployment.ts";
import { sourceText } from "#source/span.ts";
import { parseEvent } from "../../compiler/cli/engine/events.ts";
import { ownersFrom } from "../../compiler/cli/engine/owners.ts";
import { refusals } from "../../compiler/cli/engine/refused.ts";

const folder = join(import.meta.dirname, "samples/refusals");
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const app = sourceText("app.ts", read("app.ts"));
const texts = (file: string) => (file === "app.ts" ? app : undefined);
const situation = {
  deployment: awsDeployment,
  owners: ownersFrom({ generated: read("infra.json"), texts }),
  stack: "dev",
  project: "boring",
};

function diagnosticsOf(name: string) {
  const events = read(`${name}.jsonl`)
    .split("\n")
    .flatMap((line) => parseEvent(line) ?? []);
  const problems = events.filter((event) => event.kind === "problem");
  const errors = existsSync(join(folder, `${name}.err`)) ? read(`${name}.err`) : "";
  return refusals(problems, errors, situation);
}

/** Slug, and how many. */
const expected: Readonly<Record<string, string>> = {
  "credentials-expired": "deploy/credentials",
  "credentials-missing": "deploy/credentials",
  "denied-ec2": "deploy/permission-denied",
  "denied-efs": "deploy/permission-denied",
  interrupted: "deploy/interrupted",
  locked: "deploy/locked",
  "name-too-long": "deploy/name-too-long",
  protected: "deploy/protected",
  "quota-balancer": "deploy/quota-reached",
  "quota-vpc": "deploy/quota-reached",
  "taken-bucket": "deploy/name-taken",
  "taken-role": "deploy/name-taken",
  "taken-table": "deploy/name-taken",
  unreachable: "deploy/cloud-unreachable",
};

const recorded = globSync("*.jsonl", { cwd: folder }).map((file) => basename(file, ".jsonl"));

test("every recorded refusal is expected, and every expected one recorded", () => {
  expect(recorded.sort()).toEqual(Object.keys(expected).sort());
});

describe.each(recorded)("%s", (name) => {
  test("is known for what it is, and nothing else is said", () => {
    expect([...new Set(diagnosticsOf(name).map(({ slug }) => slug))]).toEqual([expected[name]]);
  });

  test("is told with component, line and way out", () => {
    const paint = (_: unknown, text: string) => text;
    const place = (file: string) => file;
    const told = diagnosticsOf(name)
      .map((one) => frame(one, { texts, place, paint, width: 100 }))
      .join("\n");
    const file = join(folder, `${name}.txt`);
    if (process.env["UPDATE"]) writeFileSync(file, told);
    expect(told).toBe(readFileSync(file, "utf8"));
  });
});

test("what is not known is shown whole, once, with its resource", () => {
  const urn = "urn:pulumi:dev::boring::thunderhead:aws:Controller$aws:iam/role:Role::controller";
  const message = "creating IAM Role: the moon is in the wrong house";
  const problem = { kind: "problem", at: 0, severity: "error" } as const;
  const told = refusals(
    [
      { ...problem, urn: undefined, message: `[ERROR] : ${message}\n` },
      { ...problem, urn, message: `${message}: \n` },
      { ...problem, urn: undefined, message: "update failed\n" },
    ],
    "",
    situation,
  );
  expect(told.map(({ slug }) => slug)).toEqual(["deploy/refused"]);
  expect(told[0]?.message).toBe(`The role \`controller\` was refused. ${message}.`);
});
