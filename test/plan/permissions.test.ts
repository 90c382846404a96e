/** Who deploys may do what the program's resources need: for every type that any program registers. */
import { expect, test } from "vitest";
import { registrations } from "#plan/plan.ts";
import { actionsByType } from "#providers/aws/permissions/actions.ts";
import { deployerPolicy } from "#providers/aws/permissions/deployer.ts";
import { appsUnderTest, compileApp } from "../emit/compile-app.ts";
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

test("each right is proven by a run, or there is a reason why it cannot be", () => {
  const proven = readProof("boring").actions;
  const isProven = (action: string) => /^(up|change|destroy)$/.test(proven[action] ?? "");
  const types = registrations(planOf(boring)).map(({ type }) => type);
  const named = [...new Set(types.flatMap((type) => actionsByType[type] ?? []))];
  expect(named.filter((action) => !isProven(action) && !(action in unproven))).toEqual([]);
  // A reason goes with its right, and where a run has proven it.
  const all = new Set(Object.values(actionsByType).flat());
  expect(Object.keys(unproven).filter((action) => !all.has(action) || isProven(action))).toEqual(
    [],
  );
  expect(Object.keys(proven).filter((action) => !all.has(action))).toEqual([]);
});

test("types that the proof's app lacks are these", () => {
  const own = new Set(registrations(planOf(boring)).map(({ type }) => type));
  const others = Object.keys(actionsByType).filter((type) => !own.has(type));
  expect(others.map((type) => type.replace(/^.*:/, "")).toSorted()).toEqual(
    [
      "Budget",
      "BudgetAction",
      "BucketServerSideEncryptionConfiguration",
      "Certificate",
      "CertificateValidation",
      "Eip",
      "ListenerRule",
      "NatGateway",
      "PlacementGroup",
      "Policy",
      "Record",
    ].toSorted(),
  );
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
