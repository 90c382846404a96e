/** Who deploys may do what the program's resources need: for every type that any program registers. */

import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { registrations } from "#plan/plan.ts";
import { actionsByType } from "#providers/aws/permissions/actions.ts";
import { deployerPolicy } from "#providers/aws/permissions/deployer.ts";
import { verbsPolicy } from "#providers/aws/permissions/verbs.ts";
import { isAllowed, statementsOf } from "../access/evaluator.ts";
import { appsUnderTest, compileApp } from "../emit/compile-app.ts";
import { type ProofApp, proofApps } from "../engine/permissions/proof-apps.ts";
import { readProof } from "../engine/permissions/proven.ts";
import { unproven } from "../engine/permissions/unproven.ts";
import { planOf } from "./emitted.ts";
import { boring, graphOf } from "./graphs.ts";

const actionsOf = (plan: Parameters<typeof deployerPolicy>[0]): readonly string[] =>
  JSON.stringify(deployerPolicy(plan)).match(/[a-z0-9]+:[A-Z]\w+/g) ?? [];

test.each(appsUnderTest())(
  "$name: each type is in the table, each part fits a managed policy",
  async (app) => {
    const { plan } = await compileApp(app);
    const own = registrations(plan).filter(({ type }) => type.startsWith("aws:"));
    expect(own.filter(({ type }) => actionsByType[type] === undefined)).toEqual([]);
    for (const part of deployerPolicy(plan))
      expect(JSON.stringify(part).length).toBeLessThanOrEqual(6144);
  },
);

/** Of all proofs; each has what those before it have not. */
const proven = Object.assign({}, ...Object.keys(proofApps).map((name) => readProof(name).actions));
const isProven = (action: string): boolean => /^(up|change|destroy)$/.test(proven[action] ?? "");

test("each right is proven by a run, or there is a reason why it cannot be", () => {
  const named = [...new Set(Object.values(actionsByType).flat())];
  expect(named.filter((action) => !isProven(action) && !(action in unproven))).toEqual([]);
  // A reason goes with its right, and where a run has proven it.
  const all = new Set(named);
  expect(Object.keys(unproven).filter((action) => !all.has(action) || isProven(action))).toEqual(
    [],
  );
  expect(Object.keys(proven).filter((action) => !all.has(action))).toEqual([]);
});

test("types that no proof's app has are a budget's", async () => {
  const types = await Promise.all(
    Object.values(proofApps).map(async (app: ProofApp) => {
      const entry = join(import.meta.dirname, "../..", app.source, "app.ts");
      const { plan } = await compileApp({ name: "proof", entry }, { section: app.section ?? {} });
      return [...registrations(plan).map(({ type }) => type), ...(app.extra?.types ?? [])];
    }),
  );
  const own = new Set(types.flat());
  const others = Object.keys(actionsByType).filter((type) => !own.has(type));
  expect(others.map((type) => type.replace(/^.*:/, "")).toSorted()).toEqual([
    "Budget",
    "BudgetAction",
  ]);
});

test("an app that has no volume needs no rights on volumes", () => {
  const without = planOf(graphOf({ one: {} }));
  expect(actionsOf(without).filter((action) => action.startsWith("elasticfilesystem:"))).toEqual(
    [],
  );
  expect(actionsOf(planOf(boring))).toContain("elasticfilesystem:CreateFileSystem");
});

test("a role is handed on to machines alone, and nobody may do everything of a service", () => {
  const text = JSON.stringify(deployerPolicy(planOf(boring)));
  expect(text).toContain('"Action":["iam:PassRole"],"Resource":"*","Condition"');
  expect(text).not.toMatch(/[a-z]:\*/);
});

test("of tables, whoever deploys reads ledgers alone", () => {
  const statements = deployerPolicy(planOf(boring)).flatMap((part) =>
    statementsOf(JSON.stringify(part)),
  );
  const reads = (stream: string) =>
    isAllowed(statements, {
      action: "dynamodb:Query",
      resource: "arn:aws:dynamodb:us-east-1:123456789012:table/journal-0a1b2c3",
      context: { "dynamodb:LeadingKeys": [stream] },
    });
  expect(["journal", "snapshot", "console"].map(reads)).toEqual([true, true, false]);
});

describe("who uses the verbs of what is deployed", () => {
  const region = "us-east-1";
  const ofBoring = (stack?: string) => {
    const text = JSON.stringify(verbsPolicy({ name: "boring", stack }, { region }));
    return statementsOf(text.replaceAll(/\$\{aws:(\w+)\}/g, "my-$1"));
  };
  const tagged = (app: string) => ({ "aws:ResourceTag/thunderhead:app": [app] });
  const reads = (key: string, app: string) => ({
    action: "dynamodb:GetItem",
    resource: `arn:aws:dynamodb:${region}:123456789012:table/journal-0a1b2c3`,
    context: { ...tagged(app), "dynamodb:LeadingKeys": [key] },
  });
  const opens = (resource: string, app?: string) => ({
    action: "ssm:StartSession",
    resource: `arn:aws:${resource}`,
    ...(app !== undefined && { context: tagged(app) }),
  });
  const instance = `ec2:${region}:123456789012:instance/i-1`;
  const ends = (session: string) => ({
    action: "ssm:TerminateSession",
    resource: `arn:aws:ssm:${region}:123456789012:session/${session}`,
  });

  test.each([
    ["reads where the console is", reads("console", "boring-dev"), true],
    ["reads no journal", reads("journal", "boring-dev"), false],
    ["reads no other app's console", reads("console", "other-dev"), false],
    ["reaches the app's machines", opens(instance, "boring-dev"), true],
    ["reaches no other machines", opens(instance, "other-dev"), false],
    ["reaches no machine of nobody", opens(instance), false],
    ["forwards ports", opens(`ssm:${region}::document/AWS-StartPortForwardingSession`), true],
    ["has shells", opens(`ssm:${region}:123456789012:document/SSM-SessionManagerRunShell`), true],
    ["runs no other document", opens(`ssm:${region}::document/AWS-StartSSHSession`), false],
    ["ends its own sessions", ends("my-username-0a1"), true],
    ["ends nobody else's", ends("another-0a1"), false],
    ["starts no machine", { ...opens(instance, "boring-dev"), action: "ec2:RunInstances" }, false],
  ])("%s", (_, request, allowed) => {
    expect(isAllowed(ofBoring(), request)).toBe(allowed);
  });

  test("may be bound to one stack", () => {
    const only = ofBoring("team/boring/dev");
    expect(isAllowed(only, reads("console", "boring-dev"))).toBe(true);
    expect(isAllowed(only, reads("console", "boring-prod"))).toBe(false);
    expect(isAllowed(only, opens(instance, "boring-prod"))).toBe(false);
  });

  test("needs the key of an encrypted table, and has its partition's names", () => {
    const kmsKey = "arn:aws-cn:kms:cn-north-1:123456789012:key/1";
    const china = verbsPolicy({ name: "boring", stack: "dev" }, { region: "cn-north-1", kmsKey });
    const decrypts = {
      action: "kms:Decrypt",
      resource: kmsKey,
      context: { "kms:ViaService": ["dynamodb.cn-north-1.amazonaws.com.cn"] },
    };
    expect(isAllowed(statementsOf(china), decrypts)).toBe(true);
    expect(JSON.stringify(china)).not.toContain("arn:aws:");
  });
});
