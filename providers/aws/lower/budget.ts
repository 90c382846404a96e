import { reference } from "#plan/expression.ts";
import type { PlanFile } from "#plan/plan.ts";
import { type AwsContext, component, registered } from "./calls.ts";

/** Only where the configuration says what the app may cost. */
export function lowerBudget({ options }: AwsContext): readonly PlanFile[] {
  if (!options.budget) return [];
  const call = component("Budget", {
    name: "budget",
    symbol: "budget",
    identifier: "budget",
    arguments: {
      platform: reference("platform"),
      controller: reference("controller"),
      monthly: reference("monthlyBudget"),
      notify: reference("budgetContact"),
    },
    origin: { comment: [], because: "the configuration names a budget" },
    registers: [
      registered("budgets Budget", "budget"),
      registered("iam Policy", "budget"),
      registered("iam Role", "budget"),
      registered("iam RolePolicy", "budget"),
      registered("budgets BudgetAction", "budget"),
    ],
  });
  const header = [
    "thunderhead.config.ts — budget: word of what the app costs before it is spent, and a stop after.",
  ];
  return [{ file: "budget.ts", header, statements: [call] }];
}
