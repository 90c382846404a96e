/** What is left of a stack after `destroy`: everything that costs, or that somebody would miss. */
import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { DescribeFileSystemsCommand } from "@aws-sdk/client-efs";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListInstanceProfilesCommand, ListRolesCommand } from "@aws-sdk/client-iam";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import type { Aws } from "./clients.ts";

/** One line for each, by kind and name; what every account has from the start is left out. */
export async function left(aws: Aws): Promise<readonly string[]> {
  const own = { Filters: [{ Name: "is-default", Values: ["false"] }] };
  const running = { Filters: [{ Name: "instance-state-name", Values: ["pending", "running"] }] };
  const [groups, tables, machines, templates, networks, firewalls] = await Promise.all([
    aws.scaling.send(new DescribeAutoScalingGroupsCommand({})),
    aws.tables.send(new ListTablesCommand({})),
    aws.machines.send(new DescribeInstancesCommand(running)),
    aws.machines.send(new DescribeLaunchTemplatesCommand({})),
    aws.machines.send(new DescribeVpcsCommand(own)),
    aws.machines.send(new DescribeSecurityGroupsCommand({})),
  ]);
  const [volumes, balancers, targets, roles, profiles, buckets] = await Promise.all([
    aws.volumes.send(new DescribeFileSystemsCommand({})),
    aws.balancers.send(new DescribeLoadBalancersCommand({})),
    aws.balancers.send(new DescribeTargetGroupsCommand({})),
    aws.access.send(new ListRolesCommand({})),
    aws.access.send(new ListInstanceProfilesCommand({})),
    aws.objects.send(new ListBucketsCommand({})),
  ]);
  const instances = machines.Reservations?.flatMap(({ Instances = [] }) => Instances);
  return [
    ...named("group", groups.AutoScalingGroups, (it) => it.AutoScalingGroupName),
    ...named("table", tables.TableNames, (it) => it),
    ...named("machine", instances, (it) => it.InstanceId),
    ...named("template", templates.LaunchTemplates, (it) => it.LaunchTemplateName),
    ...named("network", networks.Vpcs, (it) => it.VpcId),
    ...named("firewall", firewalls.SecurityGroups, (it) => it.GroupName).filter(
      (line) => line !== "firewall default",
    ),
    ...named("volume", volumes.FileSystems, (it) => it.FileSystemId),
    ...named("balancer", balancers.LoadBalancers, (it) => it.LoadBalancerName),
    ...named("targets", targets.TargetGroups, (it) => it.TargetGroupName),
    ...named("role", roles.Roles, (it) => it.RoleName),
    ...named("profile", profiles.InstanceProfiles, (it) => it.InstanceProfileName),
    ...named("bucket", buckets.Buckets, (it) => it.Name),
  ].sort();
}

const named = <Item>(
  kind: string,
  items: readonly Item[] | undefined,
  name: (item: Item) => string | undefined,
): readonly string[] => (items ?? []).map((item) => `${kind} ${name(item)}`);
