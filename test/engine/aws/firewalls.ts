/** Who may speak to whom: the rules that AWS holds are the app's edges, and there is no other rule. */
import {
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import {
  DescribeMountTargetSecurityGroupsCommand,
  DescribeMountTargetsCommand,
} from "@aws-sdk/client-efs";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "vitest";
import { usesPaths } from "../app-facts.ts";
import { type Deployed, tagsOf } from "./deployed.ts";

export async function checkFirewalls(deployed: Deployed): Promise<void> {
  const groups = await firewallsOf(deployed);
  const labels = await labelsOf(deployed, groups);
  expect(groups.filter(({ GroupId = "" }) => !labels.has(GroupId))).toEqual([]);
  const rules = await rulesOf(deployed, [...labels.keys()]);
  const told = (egress: boolean) =>
    rules
      .filter(({ IsEgress = false }) => IsEgress === egress)
      .map((rule) => sentence(rule, labels))
      .sort();
  expect(told(false)).toEqual([...ingress(deployed)].sort());
  expect(told(true)).toEqual([...egress(deployed)].sort());
}

async function firewallsOf({ aws, app }: Deployed): Promise<readonly SecurityGroup[]> {
  const { SecurityGroups = [] } = await aws.machines.send(
    new DescribeSecurityGroupsCommand({
      Filters: [{ Name: "tag:thunderhead:app", Values: [app] }],
    }),
  );
  return SecurityGroups;
}

/** Whose firewall: found by what stands behind it, never by its name or description. */
async function labelsOf(
  { aws, outputs }: Deployed,
  groups: readonly SecurityGroup[],
): Promise<ReadonlyMap<string, string>> {
  const labels = new Map<string, string>();
  for (const { GroupId = "", Tags } of groups) {
    const label = tagsOf(Tags)["thunderhead:group"];
    if (label !== undefined) labels.set(GroupId, label);
  }
  const { LoadBalancers = [] } = await aws.balancers.send(new DescribeLoadBalancersCommand({}));
  for (const id of LoadBalancers.flatMap((one) => one.SecurityGroups ?? [])) {
    labels.set(id, "balancer");
  }
  const { MountTargets = [] } = await aws.volumes.send(
    new DescribeMountTargetsCommand({ FileSystemId: outputs.data.volume }),
  );
  for (const { MountTargetId } of MountTargets) {
    const { SecurityGroups = [] } = await aws.volumes.send(
      new DescribeMountTargetSecurityGroupsCommand({ MountTargetId }),
    );
    for (const id of SecurityGroups) labels.set(id, "volume");
  }
  return labels;
}

async function rulesOf(
  { aws }: Deployed,
  groups: readonly string[],
): Promise<readonly SecurityGroupRule[]> {
  const { SecurityGroupRules = [] } = await aws.machines.send(
    new DescribeSecurityGroupRulesCommand({
      Filters: [{ Name: "group-id", Values: [...groups] }],
    }),
  );
  return SecurityGroupRules;
}

/** `balancer → default:1111` */
function sentence(rule: SecurityGroupRule, labels: ReadonlyMap<string, string>): string {
  const { GroupId = "", IpProtocol, FromPort, ToPort, CidrIpv4, CidrIpv6 } = rule;
  const peer = rule.ReferencedGroupInfo?.GroupId;
  const other = peer ? (labels.get(peer) ?? peer) : (CidrIpv4 ?? CidrIpv6 ?? "?");
  const own = labels.get(GroupId) ?? GroupId;
  const ports = FromPort === ToPort ? String(FromPort) : `${FromPort}-${ToPort}`;
  const what = IpProtocol === "-1" ? "everything" : IpProtocol === "tcp" ? ports : `${IpProtocol}?`;
  return rule.IsEgress ? `${own} → ${other}:${what}` : `${other} → ${own}:${what}`;
}

const network = "10.20.0.0/16";

function ingress({ facts, machines, cidr }: Deployed): readonly string[] {
  const services = facts.works.flatMap(({ group, port }) => (port ? [{ group, port }] : []));
  const mounting = [...facts.groups].flatMap(([group, works]) =>
    works.some(usesPaths) ? [group] : [],
  );
  const gangs = Object.entries(machines).filter(([, { gang }]) => gang);
  return [
    ...services.map(({ port }) => `${cidr} → balancer:${port.listener}`),
    ...services.map(({ group, port }) => `balancer → ${group}:${port.target}`),
    ...[...mounting, "controller"].map((group) => `${group} → volume:2049`),
    `${network} → controller:7502`,
    ...gangs.map(([group]) => `${group} → ${group}:everything`),
  ];
}

const egress = ({ machines }: Deployed): readonly string[] => [
  `balancer → ${network}:everything`,
  "controller → 0.0.0.0/0:everything",
  ...Object.entries(machines).flatMap(([group, { gang }]) => [
    `${group} → 0.0.0.0/0:everything`,
    ...(gang ? [`${group} → ${group}:everything`] : []),
  ]),
];
