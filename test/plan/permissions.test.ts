/** Who deploys may do what the program's resources need: for every type that any program registers. */
import { expect, test } from "vitest";
import { registrations } from "#plan/plan.ts";
import { actionsByType } from "#providers/aws/permissions/actions.ts";
import { deployerPolicy } from "#providers/aws/permissions/deployer.ts";
import { appsUnderTest, compileApp } from "../emit/compile-app.ts";
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
