/**
 * Who may do what, read from the policies that the program really registers: every grant follows from an
 * edge of the graph, and nothing that has a name is granted by wildcard.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  array,
  literal,
  object,
  optional,
  parse,
  pipe,
  record,
  string,
  transform,
  union,
  unknown,
} from "valibot";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { runProgram } from "#review/runner.ts";
import { programOf } from "./emitted.ts";
import { compute, graphOf } from "./graphs.ts";

const list = union([
  pipe(
    string(),
    transform((one) => [one]),
  ),
  array(string()),
]);
const statement = object({
  Effect: literal("Allow"),
  Action: list,
  Resource: list,
  Condition: optional(record(string(), record(string(), unknown()))),
});
const policy = object({ Statement: array(statement) });

interface Grant {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
}

const graph = graphOf({
  prep: { id: "prep", paths: { features: "features/" } },
  look: { id: "look", reads: ["prep.features"] },
  train: {
    id: "trnn",
    compute: compute("gpu"),
    paths: { model: "model.pt" },
    reads: ["prep.features"],
    secrets: ["HF_TOKEN"],
    drives: ["cache"],
  },
  serve: { id: "srve", compute: compute("L4"), port: 8000, reads: ["train.model"] },
});

let infra = "";
const grants = new Map<string, readonly Grant[]>();

beforeAll(async () => {
  infra = realpathSync(mkdtempSync(join(tmpdir(), "access-")));
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(infra, "node_modules"));
  for (const { file, text } of programOf(graph)) write(file, text);
  write(
    "bundles/manifest-00.json",
    JSON.stringify({ flow: { directory: "flow-00" }, works: [], maps: [] }),
  );
  write("bundles/flow-00.tar.gz", "");
  const sink = collectingSink();
  const run = await runProgram(infra, { sink });
  expect(sink.diagnostics()).toEqual([]);
  for (const { type, name, inputs } of run?.registered ?? []) {
    if (type === "aws:iam/rolePolicy:RolePolicy") grants.set(name, grantsIn(inputs["policy"]));
  }
});
afterAll(() => rmSync(infra, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(infra, file)), { recursive: true });
  writeFileSync(join(infra, file), text);
}

function grantsIn(document: unknown): readonly Grant[] {
  const { Statement } = parse(
    policy,
    typeof document === "string" ? JSON.parse(document) : document,
  );
  return Statement.map(({ Action, Resource, Condition }) => ({
    actions: Action,
    resources: Resource,
    condition: JSON.stringify(Condition ?? {}),
  }));
}

const of = (role: string, action: string): readonly Grant[] =>
  (grants.get(role) ?? []).filter(({ actions }) => actions.includes(action));
const points = (role: string, action: string): string =>
  of(role, action)
    .map(({ condition }) => condition)
    .join();

test("a work writes its own Paths and reads the versions it is handed, nothing else", () => {
  const writes = points("train", "elasticfilesystem:ClientWrite");
  const mounts = points("train", "elasticfilesystem:ClientMount");
  expect(writes).toMatch(/"\$\{train\.arn\}"/);
  expect(writes).not.toMatch(/prep/);
  expect(mounts).toMatch(/prep-versions/);
  expect(points("serve", "elasticfilesystem:ClientWrite")).toBe("");
  expect(points("serve", "elasticfilesystem:ClientMount")).toMatch(/train-versions/);
  expect(points("serve", "elasticfilesystem:ClientMount")).not.toMatch(/prep/);
});

test("the shared machine has the sum of what its works may do, each once", () => {
  const mounts = of("default", "elasticfilesystem:ClientMount");
  expect(mounts).toHaveLength(2);
  expect(mounts.map(({ condition }) => condition).join()).not.toMatch(/train/);
});

test("code is by id, a secret and a drive by name, fences by work", () => {
  const code = of("train", "s3:GetObject").flatMap(({ resources }) => resources);
  expect(code.filter((one) => one.includes("/works/"))).toEqual([
    expect.stringMatching(/\/works\/trnn\/\*$/),
  ]);
  expect(of("train", "ssm:GetParameter").flatMap(({ resources }) => resources)).toHaveLength(1);
  expect(of("serve", "ssm:GetParameter")).toEqual([]);
  expect(of("serve", "s3:PutObject")).toEqual([]);
  expect(of("train", "dynamodb:GetItem")[0]?.condition).toContain('["leader","fence/trnn"]');
  expect(of("train", "dynamodb:PutItem")).toEqual([]);
});

test("only what has no name is granted on everything", () => {
  for (const [role, all] of grants) {
    const wide = all.filter(({ resources }) => resources.includes("*"));
    const actions = wide.flatMap((grant) => grant.actions);
    const session = /^(ssm:UpdateInstanceInformation|ssmmessages:.*)$/;
    const machines = /^(autoscaling:|ec2:(Describe|CreateFleet))/;
    for (const action of actions) {
      expect(action).toMatch(role === "controller" ? /^(ssm|autoscaling|ec2)/ : session);
      if (!session.test(action)) expect(action).toMatch(machines);
    }
    expect(all.flatMap((grant) => grant.actions).filter((it) => it.includes("*"))).toEqual([]);
  }
});

test("the controller starts and ends machines of its own app only", () => {
  for (const verb of [
    "LaunchInstances",
    "SetDesiredCapacity",
    "TerminateInstanceInAutoScalingGroup",
  ]) {
    const [grant] = of("controller", `autoscaling:${verb}`);
    expect(grant?.condition).toBe(
      '{"StringEquals":{"aws:ResourceTag/thunderhead:app":"boring-dev"}}',
    );
  }
});
