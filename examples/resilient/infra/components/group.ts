// A group of machines whose size only the controller sets: `pulumi up` never starts or ends one.
import * as autoscaling from "@pulumi/aws/autoscaling/index.js";
import type { LaunchTemplate } from "@pulumi/aws/ec2/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Subnet, Tags } from "./platform.ts";

export interface GroupArgs {
  template: LaunchTemplate;
  /** In order of preference. */
  instanceTypes: readonly string[];
  spot: boolean;
  /** At most this many machines at work. */
  machines: number;
  subnets: readonly Subnet[];
  /** The template is for a capacity block, which a policy of mixed instances refuses. */
  block?: boolean;
  targets: readonly pulumi.Input<string>[];
  named: Tags;
}

export function machineGroup(
  name: string,
  { template, machines, subnets, targets, named, ...args }: GroupArgs,
  options: pulumi.ResourceOptions,
): autoscaling.Group {
  return new autoscaling.Group(
    name,
    {
      minSize: 0,
      // Each may have its successor beside it: one that AWS takes away, or that is not heard of, is
      // replaced before it is gone. The controller never has more of them at work than `machines`.
      maxSize: 2 * machines,
      vpcZoneIdentifiers: subnets.map(({ id }) => id),
      ...(args.block
        ? { launchTemplate: { id: template.id, version: "$Latest" } }
        : { mixedInstancesPolicy: choice(template, args) }),
      targetGroupArns: [...targets],
      ...untouched,
      tags: groupTags(named),
    },
    { ...options, ignoreChanges: ["desiredCapacity"] },
  );
}

const choice = (
  template: LaunchTemplate,
  { instanceTypes, spot }: Pick<GroupArgs, "instanceTypes" | "spot">,
) => ({
  launchTemplate: {
    launchTemplateSpecification: { launchTemplateId: template.id, version: "$Latest" },
    overrides: instanceTypes.map((instanceType) => ({ instanceType })),
  },
  // All of one kind, or LaunchInstances refuses the group.
  instancesDistribution: {
    onDemandBaseCapacity: 0,
    onDemandPercentageAboveBaseCapacity: spot ? 0 : 100,
    onDemandAllocationStrategy: "prioritized",
    spotAllocationStrategy: "capacity-optimized-prioritized",
  },
});

/**
 * How machines are bought, in the order in which the controller asks. LaunchInstances refuses a
 * group that mixes, so what may be taken away has a second group, for when there is none to be had.
 */
export const purchases = (spot: boolean): readonly { suffix: string; spot: boolean }[] =>
  spot
    ? [
        { suffix: "", spot: true },
        { suffix: "-on-demand", spot: false },
      ]
    : [{ suffix: "", spot: false }];

/** The controller knows about attempts; these processes of AWS do not. */
export const untouched = {
  protectFromScaleIn: true,
  suspendedProcesses: [
    "AZRebalance",
    "ReplaceUnhealthy",
    "AlarmNotification",
    "ScheduledActions",
    "InstanceRefresh",
  ],
  forceDelete: true,
  waitForCapacityTimeout: "0",
};

export const groupTags = (named: Tags) =>
  Object.entries(named).map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
