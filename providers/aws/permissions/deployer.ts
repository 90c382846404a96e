/**
 * The policy of whoever deploys: what the program's resources need, and nothing else. Names of most resources
 * are made up by the engine, so that actions are what keeps it small; what could hand on rights is bound to
 * the services that machines of the app belong to.
 */
import { type Plan, registrations } from "#plan/plan.ts";
import type { JsonObject } from "#plan/review.ts";
import { actionsByType } from "./actions.ts";

/** An IAM document. One managed policy holds 6,144 characters: `parts` are as many as it takes. */
export function deployerPolicy(plan: Pick<Plan, "files">): readonly JsonObject[] {
  const types = new Set(registrations(plan).map(({ type }) => type));
  const actions = [...types].flatMap((type) => actionsByType[type] ?? []);
  const all = [...new Set(actions)].sort();
  const plain = all.filter((action) => !(action in bound));
  const statements = [
    ...[...Map.groupBy(plain, (action) => action.split(":")[0])].map(([, same]) => allow(same)),
    ...all.flatMap((action): readonly JsonObject[] => {
      const statement = bound[action];
      return statement ? [statement] : [];
    }),
  ];
  return inParts(statements).map((Statement) => ({ Version: "2012-10-17", Statement }));
}

const allow = (Action: readonly string[]): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource: "*",
});

/** A key is used by services alone, for what the program makes there. */
const throughServices = (action: string): JsonObject => ({
  ...allow([action]),
  Condition: {
    StringLike: {
      "kms:ViaService": ["dynamodb", "ec2", "elasticfilesystem", "s3"].map(
        (service) => `${service}.*.amazonaws.com*`,
      ),
    },
  },
});

/** Who may hand on a role, or have AWS make one, says to whom; of tables, ledgers alone are read. */
const bound: Readonly<Record<string, JsonObject>> = {
  "dynamodb:Query": {
    ...allow(["dynamodb:Query"]),
    Condition: {
      "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["journal", "snapshot"] },
    },
  },
  "iam:PassRole": {
    ...allow(["iam:PassRole"]),
    Condition: {
      StringEquals: { "iam:PassedToService": ["ec2.amazonaws.com", "budgets.amazonaws.com"] },
    },
  },
  ...Object.fromEntries(
    ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"].map((action) => [
      action,
      throughServices(action),
    ]),
  ),
  "iam:CreateServiceLinkedRole": {
    ...allow(["iam:CreateServiceLinkedRole"]),
    Condition: {
      StringEquals: {
        "iam:AWSServiceName": [
          "autoscaling.amazonaws.com",
          "elasticloadbalancing.amazonaws.com",
          "elasticfilesystem.amazonaws.com",
          "spot.amazonaws.com",
        ],
      },
    },
  },
};

const longest = 6144;

function inParts(statements: readonly JsonObject[]): readonly (readonly JsonObject[])[] {
  const parts: JsonObject[][] = [[]];
  let left = longest - 100;
  for (const statement of statements) {
    const size = JSON.stringify(statement).length + 1;
    if (size > left) {
      parts.push([]);
      left = longest - 100;
    }
    parts.at(-1)?.push(statement);
    left -= size;
  }
  return parts;
}
