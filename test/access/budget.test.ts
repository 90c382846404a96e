// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is known after `up` reads `"${budget.arn}"`.
/** A spent budget takes one right from the controller, by a hand that can do nothing else. */
import { expect, test, vi } from "vitest";
import { boring } from "../plan/graphs.ts";
import { isAllowed, statementsOf } from "./evaluator.ts";
import { tagged } from "./oracle.ts";
import { registeredBy } from "./registered.ts";

// Each program is run, with the Pulumi SDK: seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const budget = { monthly: 500, notify: "ml@example.org" };

test("once it is spent no machine starts, and those that run can still be ended", async () => {
  const resources = await registeredBy(boring, { options: { budget } });
  const inputsOf = (type: string, name: string) =>
    resources.find((one) => one.type === `aws:${type}` && one.name === name)?.inputs ?? {};
  const role = (name: string) =>
    statementsOf(inputsOf("iam/rolePolicy:RolePolicy", name)["policy"]);
  const stop = statementsOf(inputsOf("iam/policy:Policy", "budget")["policy"]);
  const controller = role("controller");
  const start = {
    action: "autoscaling:LaunchInstances",
    resource: "*",
    context: tagged("boring-dev"),
  };
  const end = { ...start, action: "autoscaling:TerminateInstanceInAutoScalingGroup" };
  expect(isAllowed(controller, start)).toBe(true);
  expect(isAllowed([...controller, ...stop], start)).toBe(false);
  expect(isAllowed([...controller, ...stop], end)).toBe(true);

  const attach = { action: "iam:AttachRolePolicy", resource: "${controller.arn}" };
  const policy = (arn: string) => ({ "iam:PolicyARN": [arn] });
  const may = (request: Parameters<typeof isAllowed>[1]) => isAllowed(role("budget"), request);
  expect(may({ ...attach, context: policy("${budget.arn}") })).toBe(true);
  expect(may({ ...attach, context: policy("arn:aws:iam::aws:policy/AdministratorAccess") })).toBe(
    false,
  );
  expect(may({ ...attach, resource: "${default.arn}", context: policy("${budget.arn}") })).toBe(
    false,
  );

  expect(inputsOf("budgets/budget:Budget", "budget")).toMatchObject({
    limitAmount: "500",
    costFilters: [{ name: "TagKeyValue", values: ["user:thunderhead:app$boring-dev"] }],
  });
  expect(inputsOf("budgets/budgetAction:BudgetAction", "budget")).toMatchObject({
    approvalModel: "AUTOMATIC",
    definition: {
      iamActionDefinition: { policyArn: "${budget.arn}", roles: ["${controller.name}"] },
    },
  });
});

test("without one nobody counts", async () => {
  const resources = await registeredBy(boring, { options: {} });
  expect(resources.filter(({ type }) => type.startsWith("aws:budgets/"))).toEqual([]);
});
