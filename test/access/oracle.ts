// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is known after `up` reads `"${volume.arn}"`.
/**
 * What each machine may ask of AWS, computed from the graph alone: every request that somebody could make,
 * with what the app's edges say to it. Nothing here reads a policy.
 */
import { type AppGraph, works } from "#graph/graph.ts";
import { machineGroups } from "#graph/machine-group.ts";
import type { Request } from "./evaluator.ts";

export interface Expected extends Request {
  readonly allowed: boolean;
}

const app = "boring-dev";

/** A component whose code runs on machines; a map's elements share everything that is the map's. */
interface Runner {
  readonly name: string;
  readonly id: string;
  readonly isMap: boolean;
}

/** Machines and what runs on them. */
export interface Runners {
  readonly name: string;
  readonly works: readonly Runner[];
  readonly gang: boolean;
}

const mapsOf = ({ components }: AppGraph): readonly Runner[] =>
  components.flatMap(({ kind, name, id }) => (kind === "map" ? [{ name, id, isMap: true }] : []));

const runnersOf = (graph: AppGraph): readonly Runner[] => [
  ...works(graph).map(({ name, id }) => ({ name, id, isMap: false })),
  ...mapsOf(graph),
];

/** Those of works, and one for each map. */
export const groupsOf = (graph: AppGraph): readonly Runners[] => [
  ...machineGroups(graph).map(({ name, works: members, compute }) => ({
    name,
    works: members.map((work) => ({ name: work.name, id: work.id, isMap: false })),
    gang: compute.nodes > 1,
  })),
  ...mapsOf(graph).map((map) => ({ name: map.name, works: [map], gang: isGang(map.name, graph) })),
];

const isGang = (map: string, { components }: AppGraph): boolean =>
  components.some(
    (one) =>
      one.kind === "map" && one.name === map && one.elements.some((it) => it.compute.nodes > 1),
  );

export function requestsOf(group: Runners, graph: AppGraph): readonly Expected[] {
  const all = runnersOf(graph);
  const here = new Set(group.works.map(({ name }) => name));
  return [
    ...always,
    ...never,
    // Nothing of these apps installs packages, so there is no environment to share.
    ...group.works.map(({ id }) =>
      request(false, "s3:GetObject", `\${bundles.arn}/environments/${id}/0123.tar.gz`),
    ),
    ...all.flatMap((work) => aboutWork(work, here.has(work.name))),
    ...all.flatMap((work) => aboutPaths(work, { here, graph })),
    ...graph.secrets.flatMap(({ name, works: users }) =>
      aboutSecret(
        name,
        users.some((user) => here.has(user)),
      ),
    ),
    ...graph.drives.flatMap(({ name, works: users }) =>
      aboutDrive(
        name,
        users.some((user) => here.has(user)),
      ),
    ),
  ];
}

const request = (
  allowed: boolean,
  action: string,
  resource: string,
  context?: Request["context"],
): Expected => ({ allowed, action, resource, ...(context && { context }) });

/** A machine boots, says that it is there, and looks up who leads. */
const always: readonly Expected[] = [
  request(true, "s3:GetObject", "${bundles.arn}/boot/boot.sh"),
  request(true, "s3:GetObject", "${bundles.arn}/manifest.json"),
  request(true, "s3:GetObject", "${bundles.arn}/deployment.json"),
  request(true, "ssmmessages:OpenDataChannel", "*"),
  request(true, "dynamodb:GetItem", "${journal.arn}", { "dynamodb:LeadingKeys": ["leader"] }),
];

/** What no machine of a work has any business with. */
const never: readonly Expected[] = [
  request(false, "s3:GetObject", "${bundles.arn}/flow/flow-00.tar.gz"),
  request(false, "s3:PutObject", "${bundles.arn}/manifest.json"),
  request(false, "s3:PutObject", "${bundles.arn}/environments/nobodys/0123.tar.gz"),
  request(false, "s3:GetObject", "${data.arn}/controller/snapshot"),
  request(false, "dynamodb:GetItem", "${journal.arn}", { "dynamodb:LeadingKeys": ["ledger"] }),
  request(false, "dynamodb:PutItem", "${journal.arn}", { "dynamodb:LeadingKeys": ["leader"] }),
  request(false, "dynamodb:Query", "${journal.arn}"),
  request(false, "autoscaling:SetDesiredCapacity", "*", tagged(app)),
  request(false, "ec2:CreateFleet", "*"),
  request(false, "ssm:GetParameters", "*"),
  request(false, "iam:PassRole", "*"),
  request(false, "elasticfilesystem:ClientMount", "${volume.arn}", mounted("controller")),
  request(false, "elasticfilesystem:ClientMount", "${volume.arn}", {
    "aws:SecureTransport": ["true"],
    "elasticfilesystem:AccessedViaMountTarget": ["true"],
  }),
];

const aboutWork = ({ id, name, isMap }: Runner, mine: boolean): readonly Expected[] => [
  request(mine, "s3:GetObject", `\${bundles.arn}/works/${id}/code.tar.gz`),
  request(mine, "logs:PutLogEvents", `\${${name}.arn}:log-stream:attempt-1`),
  fenceOf(id, mine && !isMap),
  fenceOf(`${id}-rate-1`, mine && isMap),
];

const fenceOf = (id: string, allowed: boolean): Expected =>
  request(allowed, "dynamodb:GetItem", "${journal.arn}", {
    "dynamodb:LeadingKeys": [`fence/${id}`],
  });

/** Its own Paths to write; the versions of another's only where one of these works is handed them. */
function aboutPaths(
  { name }: Runner,
  { here, graph }: { readonly here: ReadonlySet<string>; readonly graph: AppGraph },
): readonly Expected[] {
  const own = graph.paths.filter(({ producer }) => producer === name);
  if (own.length === 0) return [];
  const handed = graph.edges.some(
    ({ path, consumer }) =>
      here.has(consumer) && consumer !== name && own.some((one) => one.name === path),
  );
  const on = (action: string, point: string, allowed: boolean) =>
    request(allowed, `elasticfilesystem:${action}`, "${volume.arn}", mounted(point));
  return [
    on("ClientMount", name, here.has(name)),
    on("ClientWrite", name, here.has(name)),
    on("ClientRootAccess", name, false),
    on("ClientMount", `${name}-versions`, handed),
    on("ClientWrite", `${name}-versions`, false),
    {
      ...on("ClientMount", name, false),
      context: { ...mounted(name), "aws:SecureTransport": ["false"] },
    },
  ];
}

const aboutSecret = (name: string, mine: boolean): readonly Expected[] => [
  request(mine, "ssm:GetParameter", `arn:aws:ssm:us-east-1::parameter/thunderhead/${app}/${name}`),
  request(
    false,
    "ssm:GetParameter",
    `arn:aws:ssm:us-east-1::parameter/thunderhead/another-dev/${name}`,
  ),
];

const aboutDrive = (name: string, mine: boolean): readonly Expected[] => [
  ...["GetObject", "PutObject", "DeleteObject"].map((verb) =>
    request(mine, `s3:${verb}`, `\${data.arn}/drives/${name}/a/b.txt`),
  ),
  request(mine, "s3:ListBucket", "${data.arn}", { "s3:prefix": [`drives/${name}/a`] }),
];

/** As a client that goes by the rules: encrypted, by a mount target, through this access point. */
function mounted(point: string): NonNullable<Request["context"]> {
  return {
    "aws:SecureTransport": ["true"],
    "elasticfilesystem:AccessedViaMountTarget": ["true"],
    "elasticfilesystem:AccessPointArn": [`\${${point}.arn}`],
  };
}

export function tagged(value: string): NonNullable<Request["context"]> {
  return { "aws:ResourceTag/thunderhead:app": [value] };
}

/** Who has to reach whom, and on which port. */
export function admissionsOf(graph: AppGraph): readonly string[] {
  const groups = groupsOf(graph);
  const groupOf = (work: string) =>
    groups.find((group) => group.works.some(({ name }) => name === work))?.name ?? "";
  const mounting = groups.filter((group) =>
    group.works.some(
      ({ name }) =>
        graph.paths.some(({ producer }) => producer === name) ||
        graph.edges.some(({ consumer }) => consumer === name),
    ),
  );
  return [
    "10.20.0.0/16 → controller:7502",
    ...(graph.paths.length > 0 ? ["controller → volume:2049"] : []),
    ...mounting.map(({ name }) => `${name} → volume:2049`),
    ...works(graph).flatMap(({ name, port }) =>
      port ? [`services → ${groupOf(name)}:${port.number}`] : [],
    ),
    ...groups.flatMap(({ name, gang }) => (gang ? [`${name} → ${name}:everything`] : [])),
  ];
}
