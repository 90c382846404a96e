/** What the calls of `program/{work,gang}-machines.ts` register: role, firewall, templates, groups. */
import type { Registration } from "#plan/plan.ts";
import { canCluster } from "../catalogue/types.ts";
import { type AwsContext, registered } from "./calls.ts";
import type { ChosenGroup, Layout } from "./layout.ts";
import { usesPaths } from "./work.ts";

interface Situation {
  readonly context: AwsContext;
  readonly layout: Layout;
}

interface Parts {
  readonly group: ChosenGroup;
  readonly situation: Situation;
}

const accessParts = (name: string, { group, situation }: Parts): readonly Registration[] => [
  registered("iam Role", name),
  registered("iam RolePolicy", name),
  registered("iam InstanceProfile", name),
  registered("ec2 SecurityGroup", name),
  registered("vpc SecurityGroupEgressRule", `${name}-out`),
  ...portsOf(group, situation).map((port) =>
    registered("vpc SecurityGroupIngressRule", `${name}-${port}`),
  ),
  ...(group.works.some((work) => usesPaths(work, situation))
    ? [registered("vpc SecurityGroupIngressRule", `${name}-volume`)]
    : []),
];

export const machineParts = (name: string, parts: Parts): readonly Registration[] => [
  ...accessParts(name, parts),
  registered("ec2 LaunchTemplate", name),
  ...groupParts(name, parts.group),
];

/** What may be taken away has a second group, on demand: see `purchases` of `program/group.ts`. */
const groupParts = (name: string, { compute }: ChosenGroup): readonly Registration[] => [
  registered("autoscaling Group", name),
  ...(compute.interruptible ? [registered("autoscaling Group", `${name}-on-demand`)] : []),
];

export function gangParts(
  name: string,
  { zones, ...parts }: Parts & { readonly zones: readonly string[] },
): readonly Registration[] {
  const clusters = canCluster(parts.group.types[0]);
  return [
    ...accessParts(name, parts),
    registered("vpc SecurityGroupIngressRule", `${name}-gang`),
    registered("vpc SecurityGroupEgressRule", `${name}-gang`),
    ...zones.flatMap((zone) => [
      ...(clusters ? [registered("ec2 PlacementGroup", `${name}-${zone}`)] : []),
      registered("ec2 LaunchTemplate", `${name}-${zone}`),
      ...groupParts(`${name}-${zone}`, parts.group),
    ]),
  ];
}

const portsOf = ({ works }: ChosenGroup, { layout }: Situation): readonly number[] => {
  const names = new Set(works.map(({ name }) => name));
  return layout.services.flatMap(({ work, port }) => (names.has(work.name) ? [port] : []));
};
