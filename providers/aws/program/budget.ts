// What the app may cost a month: word of it before, and a stop when it is spent. The stop takes
// from the controller the right to start machines; those that run end when their works have nothing
// to do. To go on, raise the budget and reverse the action on the budget's page.
//
// AWS counts by the tag `thunderhead:app`, once that is activated as a cost allocation tag (in
// Billing, a day after the first deploy); until then the budget sees no cost.
import * as budgets from "@pulumi/aws/budgets/index.js";
import * as iam from "@pulumi/aws/iam/index.js";
import * as pulumi from "@pulumi/pulumi";
import type { Controller } from "./controller.ts";
import type { Platform } from "./platform.ts";

export interface BudgetArgs {
  platform: Platform;
  controller: Controller;
  /** USD a month. */
  monthly: number;
  /** Who hears of it, by e-mail. */
  notify: string;
}

export class Budget extends pulumi.ComponentResource {
  constructor(
    name: string,
    { platform, controller, monthly, notify }: BudgetArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("thunderhead:aws:Budget", name, {}, options);
    const mine = { parent: this };
    const { app, tags, permissionsBoundary } = platform;
    const tell = (notificationType: string, threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberEmailAddresses: [notify],
    });
    const budget = new budgets.Budget(
      name,
      {
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthly),
        limitUnit: "USD",
        costFilters: [{ name: "TagKeyValue", values: [`user:thunderhead:app$${app}`] }],
        notifications: [tell("FORECASTED", 100), tell("ACTUAL", 80)],
        tags,
      },
      mine,
    );
    const stop = new iam.Policy(name, { policy: nothingStarts, tags }, mine);
    const hand = new iam.Role(
      name,
      {
        assumeRolePolicy: forBudgets,
        ...(permissionsBoundary && { permissionsBoundary }),
        tags,
      },
      mine,
    );
    new iam.RolePolicy(
      name,
      {
        role: hand.id,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
              Resource: controller.role.arn,
              Condition: { ArnEquals: { "iam:PolicyARN": stop.arn } },
            },
          ],
        }),
      },
      mine,
    );
    new budgets.BudgetAction(
      name,
      {
        budgetName: budget.name,
        actionType: "APPLY_IAM_POLICY",
        approvalModel: "AUTOMATIC",
        notificationType: "ACTUAL",
        actionThreshold: { actionThresholdType: "PERCENTAGE", actionThresholdValue: 100 },
        definition: {
          iamActionDefinition: { policyArn: stop.arn, roles: [controller.role.name] },
        },
        executionRoleArn: hand.arn,
        subscribers: [{ subscriptionType: "EMAIL", address: notify }],
        tags,
      },
      mine,
    );
    this.registerOutputs({});
  }
}

const nothingStarts = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Deny",
      Action: [
        "autoscaling:LaunchInstances",
        "autoscaling:SetDesiredCapacity",
        "ec2:CreateFleet",
        "ec2:RunInstances",
      ],
      Resource: "*",
    },
  ],
});

const forBudgets = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "budgets.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
