// A group of machines whose size only the controller sets: `pulumi up` never starts or ends one.
import * as autoscaling from "@pulumi/aws/autoscaling/index.js";
import type { LaunchTemplate } from "@pulumi/aws/ec2/index.js";
import type * as pulumi from "@pulumi/pulumi";
import type { Subnet } from "./network.ts";
import type { Tags } from "./platform.ts";

export interface GroupArgs {
  template: LaunchTemplate;
  /** In order of preference. */
  instanceTypes: readonly string[];
  spot: boolean;
  /** At most this many machines. */
  machines: number;
  subnets: readonly Subnet[];
  targets: readonly pulumi.Input<string>[];
  named: Tags;
}

export function machineGroup(
  name: string,
  { template, instanceTypes, spot, machines, subnets, targets, named }: GroupArgs,
  options: pulumi.ResourceOptions,
): autoscaling.Group {
  return new autoscaling.Group(
    name,
    {
      minSize: 0,
      maxSize: machines,
      vpcZoneIdentifiers: subnets.map(({ id }) => id),
      mixedInstancesPolicy: {
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
      },
      targetGroupArns: [...targets],
      ...untouched,
      tags: groupTags(named),
    },
    { ...options, ignoreChanges: ["desiredCapacity"] },
  );
}

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
