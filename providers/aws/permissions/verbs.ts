/**
 * The policy of whoever looks at a deployed app and steers it: `ps`, `logs`, `open`, `ssh`, `interrupt`, `rerun`,
 * `command` and `stop` read where the controller is, and open a session to a machine of the app (`door.ts`).
 */
import type { DeployedApp } from "#plan/deployment.ts";
import type { JsonObject } from "#plan/review.ts";
import { partitionOf } from "../catalogue/region.ts";
import type { AwsOptions } from "../options.ts";

export function verbsPolicy(
  { name, stack }: DeployedApp,
  { region, kmsKey }: Pick<AwsOptions, "region" | "kmsKey">,
): JsonObject {
  const arn = (service: string, rest: string, account = "*"): string =>
    `arn:${partitionOf(region)}:${service}:${region}:${account}:${rest}`;
  const ofApp = {
    "aws:ResourceTag/thunderhead:app":
      stack === undefined ? `${name}-*` : `${name}-${stack.split("/").at(-1)}`,
  };
  // Users' sessions are named after them, those of roles after the role's id and session.
  const own = ["username", "userid"].map((who) => arn("ssm", `session/\${aws:${who}}-*`));
  const statements: readonly JsonObject[] = [
    {
      Sid: "WhereTheConsoleIs",
      ...allow(["dynamodb:GetItem"], arn("dynamodb", "table/*")),
      Condition: {
        StringLike: ofApp,
        "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["console"] },
      },
    },
    {
      Sid: "MachinesOfTheApp",
      ...allow(["ssm:StartSession"], arn("ec2", "instance/*")),
      Condition: { StringLike: ofApp },
    },
    {
      Sid: "PortsAndShells",
      ...allow(
        ["ssm:StartSession"],
        [
          arn("ssm", "document/AWS-StartPortForwardingSession", ""),
          arn("ssm", "document/SSM-SessionManagerRunShell"),
        ],
      ),
    },
    {
      Sid: "OwnSessions",
      ...allow(["ssm:ResumeSession", "ssm:TerminateSession", "ssmmessages:OpenDataChannel"], own),
    },
    ...(kmsKey === undefined ? [] : [decrypting(kmsKey, region)]),
  ];
  return { Version: "2012-10-17", Statement: [...statements] };
}

/** Whoever reads an encrypted table is asked for its key. */
const decrypting = (kmsKey: string, region: string): JsonObject => ({
  Sid: "KeyOfTheTable",
  ...allow(["kms:Decrypt"], kmsKey),
  Condition: { StringLike: { "kms:ViaService": `dynamodb.${region}.amazonaws.com*` } },
});

const allow = (Action: readonly string[], Resource: string | readonly string[]): JsonObject => ({
  Effect: "Allow",
  Action,
  Resource,
});
