/**
 * A stack's state in the words of a program. The state is made as an engine makes it: every resource gets an
 * id and an ARN, the program is run on them, and the provider adds names and defaults of its own.
 */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import type { Json, JsonObject } from "#plan/review.ts";
import { awsReview } from "#providers/aws/review/review.ts";
import { compare } from "#review/compare.ts";
import { deployedRegistrations, type StateResource } from "#review/deployed.ts";
import type { Registered } from "#review/registration.ts";
import { runProgram } from "#review/runner.ts";
import { programOf } from "../plan/emitted.ts";
import { boring } from "../plan/graphs.ts";

let infra = "";
let named: readonly Registered[] = [];
let state: readonly StateResource[] = [];

const run = async (deployed?: readonly StateResource[]): Promise<readonly Registered[]> => {
  const sink = collectingSink();
  const ran = await runProgram(infra, { sink, deployed });
  expect(sink.diagnostics()).toEqual([]);
  return ran?.registered ?? [];
};

beforeAll(async () => {
  infra = join(realpathSync(mkdtempSync(join(tmpdir(), "deployed-"))), "infra");
  const manifest = { flow: { directory: "flow-00" }, works: [], maps: [] };
  const files = [
    ...programOf(boring),
    { file: "bundles/manifest-00.json", text: JSON.stringify(manifest) },
    { file: "bundles/flow-00.tar.gz", text: "" },
  ];
  for (const { file, text } of files) {
    mkdirSync(dirname(join(infra, file)), { recursive: true });
    writeFileSync(join(infra, file), text);
  }
  symlinkSync(join(import.meta.dirname, "../../node_modules"), join(infra, "node_modules"));
  named = await run();
  state = await stateOf(named);
});
afterAll(() => rmSync(dirname(infra), { recursive: true, force: true }));

/** Values that a program computes from others' (a script in base64) are in the inputs of the last run only. */
async function stateOf(all: readonly Registered[]): Promise<readonly StateResource[]> {
  const empty = all.map((one, at) => stateResource(one, { at, inputs: {} }));
  const valued = new Map((await run(empty)).map(({ urn, inputs }) => [urn, inputs]));
  return all.map((one, at) => stateResource(one, { at, inputs: valued.get(one.urn) ?? {} }));
}

function stateResource(
  { urn, name, custom, parent, options }: Registered,
  { at, inputs }: { readonly at: number; readonly inputs: JsonObject },
): StateResource {
  const id = `${name}-${(at + 0xabc0000).toString(16)}`;
  const arn = `arn:aws:any:us-east-1:123456789012:${id}`;
  return {
    urn,
    custom,
    id: custom ? id : "",
    parent,
    protect: options.protect ?? false,
    retainOnDelete: options.retainOnDelete ?? false,
    inputs: custom ? byProvider(inputs, id) : {},
    outputs: custom ? { ...inputs, id, arn, name: id, bucket: id } : {},
  };
}

/** Texts of numbers, documents with their fields in another order, a name of its own. */
function byProvider(inputs: JsonObject, id: string): JsonObject {
  const written = Object.entries(inputs).map(([key, value]): [string, Json] => {
    if (typeof value === "string" && value.startsWith("{"))
      return [key, JSON.stringify(reversed(JSON.parse(value)))];
    return [key, key === "maxSize" ? String(value) : value];
  });
  const filled = written.filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return { name: id, __defaults: ["name"], ...Object.fromEntries(filled) };
}

const reversed = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).reverse());

const differences = (before: readonly Registered[], after: readonly Registered[]) =>
  compare(before, after, awsReview.replacements).changes.flatMap(
    ({ fate, before: was, after: is, properties }) =>
      fate === "same"
        ? []
        : [`${fate} ${(is ?? was)?.name} ${properties.map(({ path }) => path).join(" ")}`.trim()],
  );

test("what was deployed from this very program is this program", async () => {
  const before = deployedRegistrations(state, { named, valued: await run(state) });
  expect(differences(before, named)).toEqual([]);
  const inputs = (all: readonly Registered[]) => all.filter(({ custom }) => custom).map(inputsOf);
  expect(inputs(before)).toEqual(inputs(named));
});

const inputsOf = ({ name, inputs, options }: Registered) => ({
  name,
  inputs,
  protect: options.protect ?? false,
});

test("a value that was changed is found, deep in a document too; nothing beside it", async () => {
  const changed = state.map((one) => {
    if (/LogGroup::controller$/.test(one.urn))
      return { ...one, inputs: { ...one.inputs, retentionInDays: 7 } };
    if (/RolePolicy::default$/.test(one.urn)) {
      const policy = String(one.inputs["policy"]).replace("ssmmessages:OpenDataChannel", "s3:*");
      return { ...one, inputs: { ...one.inputs, policy } };
    }
    return one;
  });
  const before = deployedRegistrations(changed, { named, valued: await run(changed) });
  expect(differences(before, named).sort()).toEqual([
    "updated controller retentionInDays",
    "updated default policy",
  ]);
  const { grants } = awsReview.read(before);
  expect(grants.some(({ who, what }) => who.includes("default") && what === "everything")).toBe(
    true,
  );
});

test("what the program lacks is told by names, as the program that made it did", async () => {
  const [more] = await stateOf([
    {
      type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      name: "ssh",
      urn: "urn:pulumi:dev::boring::aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::ssh",
      custom: true,
      inputs: {},
      options: {},
      references: {},
    },
  ]);
  const firewall = state.find(({ urn }) => /SecurityGroup::default$/.test(urn));
  const rule = { securityGroupId: firewall?.id ?? "", cidrIpv4: "0.0.0.0/0", fromPort: 22 };
  const all = more ? [...state, { ...more, inputs: rule }] : [];
  const before = deployedRegistrations(all, { named, valued: await run(all) });
  expect(differences(before, named)).toEqual(["deleted ssh"]);
  expect(before.at(-1)?.inputs["securityGroupId"]).toBe(`\${default.id}`);
});

test("what was imported and not updated since is asked only for what the program says", async () => {
  const imported = state.map((one) =>
    /Table::journal$/.test(one.urn)
      ? { ...one, retainOnDelete: false, inputs: { ...one.inputs, tableClass: "STANDARD" } }
      : one,
  );
  const valued = await run(imported);
  expect(differences(deployedRegistrations(imported, { named, valued }), named)).toEqual([]);
  const updated = imported.map((one) => ({ ...one, retainOnDelete: one.protect }));
  expect(differences(deployedRegistrations(updated, { named, valued }), named)).toEqual([
    "updated journal tableClass",
  ]);
});
