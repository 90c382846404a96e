/**
 * What each group's role may do: computed here from the app's edges and the names AWS gave, then compared
 * with the document AWS holds, whole. A grant more fails as a grant less does.
 */
import {
  GetInstanceProfileCommand,
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
} from "@aws-sdk/client-iam";
import { expect } from "vitest";
import { statementsOf } from "../../access/evaluator.ts";
import { usesPaths, type WorkFacts } from "../app-facts.ts";
import { account, region } from "./clients.ts";
import type { Deployed } from "./deployed.ts";
import { groupsNamed, templateOf } from "./groups.ts";
import { accessPoints } from "./volume.ts";

export async function checkRoles(deployed: Deployed): Promise<void> {
  const points = new Map(
    (await accessPoints(deployed)).map((point) => [
      point.RootDirectory?.Path ?? "",
      point.AccessPointArn ?? "",
    ]),
  );
  for (const [label, works] of deployed.facts.groups) {
    const granted = await grantsOf(deployed, label);
    expect(granted, label).toEqual(grantsWanted(works, { deployed, points }).sort());
  }
}

/** `action resource condition`, one line for each. */
async function grantsOf(deployed: Deployed, label: string): Promise<readonly string[]> {
  const { aws, outputs } = deployed;
  const [group] = await groupsNamed(deployed, outputs.groups[label] ?? []);
  if (!group) throw new Error(`There is no group for ${label}.`);
  const { IamInstanceProfile: profile } = await templateOf(deployed, group);
  const InstanceProfileName = profile?.Arn?.split("/").at(-1) ?? profile?.Name;
  const { InstanceProfile } = await aws.access.send(
    new GetInstanceProfileCommand({ InstanceProfileName }),
  );
  const RoleName = InstanceProfile?.Roles?.[0]?.RoleName;
  const { PolicyNames = [] } = await aws.access.send(new ListRolePoliciesCommand({ RoleName }));
  const documents = await Promise.all(
    PolicyNames.map((PolicyName) =>
      aws.access.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    ),
  );
  return documents
    .flatMap(({ PolicyDocument = "" }) => lines(decodeURIComponent(PolicyDocument)))
    .sort();
}

const lines = (policy: string): readonly string[] =>
  statementsOf(policy).flatMap(({ Effect, Action, Resource, Condition }) => {
    expect(Effect).toBe("Allow");
    return Action.flatMap((action) =>
      Resource.map((resource) => grant(action, resource, Condition)),
    );
  });

const grant = (action: string, resource: string, condition: object = {}): string =>
  `${action} ${resource} ${JSON.stringify(condition)}`;

interface Names {
  readonly deployed: Deployed;
  /** Root directory → ARN. */
  readonly points: ReadonlyMap<string, string>;
}

function grantsWanted(works: readonly WorkFacts[], names: Names): string[] {
  const { app, outputs } = names.deployed;
  const { bundles, journal } = outputs.data;
  const bucket = `arn:aws:s3:::${bundles}`;
  const logs = (id: string) =>
    `arn:aws:logs:${region}:${account}:log-group:/thunderhead/${app}/${id}:*`;
  const keys = ["leader", ...works.map(({ id }) => `fence/${id}`)];
  return [
    ...session.map((action) => grant(action, "*")),
    ...["boot/*", "manifest.json", "deployment.json"].map((key) =>
      grant("s3:GetObject", `${bucket}/${key}`),
    ),
    ...works.map(({ id }) => grant("s3:GetObject", `${bucket}/works/${id}/*`)),
    // Python environments of the group, by its first work's id.
    ...works
      .slice(0, 1)
      .flatMap(({ id }) =>
        ["s3:GetObject", "s3:PutObject"].map((action) =>
          grant(action, `${bucket}/environments/${id}/*`),
        ),
      ),
    ...works.flatMap(({ id }) => [
      grant("logs:CreateLogStream", logs(id)),
      grant("logs:PutLogEvents", logs(id)),
    ]),
    grant("dynamodb:GetItem", `arn:aws:dynamodb:${region}:${account}:table/${journal}`, {
      "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys },
    }),
    ...(works.some(usesPaths) ? mounts(works, names) : []),
  ];
}

/** A session, and no parameter: not the managed policy that reads them all. */
const session = [
  "ssm:UpdateInstanceInformation",
  "ssmmessages:CreateControlChannel",
  "ssmmessages:CreateDataChannel",
  "ssmmessages:OpenControlChannel",
  "ssmmessages:OpenDataChannel",
];

/** Write where it makes Paths; read the versions of those who hand it theirs. */
function mounts(works: readonly WorkFacts[], { deployed, points }: Names): readonly string[] {
  const { facts, outputs } = deployed;
  const volume = `arn:aws:elasticfilesystem:${region}:${account}:file-system/${outputs.data.volume}`;
  const through = (paths: readonly string[]) => ({
    StringEquals: { "elasticfilesystem:AccessPointArn": paths.map((path) => points.get(path)) },
  });
  const own = works.filter(({ writes }) => writes).map(({ id }) => `/${id}`);
  const read = new Set(works.flatMap(({ reads }) => reads));
  const versions = facts.works.filter(({ name }) => read.has(name)).map(({ id }) => `/${id}/v`);
  const mount = "elasticfilesystem:ClientMount";
  return [
    ...(own.length > 0
      ? [mount, "elasticfilesystem:ClientWrite"].map((it) => grant(it, volume, through(own)))
      : []),
    ...(versions.length > 0 ? [grant(mount, volume, through(versions))] : []),
  ];
}
