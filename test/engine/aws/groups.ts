/** Groups of machines and what they would start: from 0, by the app's wish, untouched by anybody but us. */
import {
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  DescribeLaunchTemplateVersionsCommand,
  type ResponseLaunchTemplateData,
} from "@aws-sdk/client-ec2";
import { expect } from "vitest";
import type { MachineFacts } from "../apps.ts";
import { type Deployed, tagsOf } from "./deployed.ts";

export async function checkGroups(deployed: Deployed): Promise<void> {
  const { machines, outputs } = deployed;
  expect(Object.keys(outputs.groups).sort()).toEqual(Object.keys(machines).sort());
  for (const [label, wanted] of Object.entries(machines)) {
    const groups = await groupsNamed(deployed, outputs.groups[label] ?? []);
    const purchases = wanted.spot ? [0, 100] : [100];
    const places = wanted.gang?.zones.length ?? 1;
    expect(groups.map(shareOnDemand).sort()).toEqual(
      Array.from({ length: places }, () => purchases)
        .flat()
        .sort(),
    );
    for (const group of groups) {
      checkGroup(group, { deployed, label, wanted });
      checkTemplate(await templateOf(deployed, group), { deployed, label, wanted });
    }
  }
}

export async function groupsNamed(
  { aws }: Pick<Deployed, "aws">,
  names: readonly string[],
): Promise<readonly AutoScalingGroup[]> {
  const found = await aws.scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...names] }),
  );
  return found.AutoScalingGroups ?? [];
}

/** Percent. */
export const shareOnDemand = (group: AutoScalingGroup): number | undefined =>
  group.MixedInstancesPolicy?.InstancesDistribution?.OnDemandPercentageAboveBaseCapacity;

interface Wanted {
  readonly deployed: Deployed;
  readonly label: string;
  readonly wanted: MachineFacts;
}

function checkGroup(group: AutoScalingGroup, { deployed, label, wanted }: Wanted): void {
  const policy = group.MixedInstancesPolicy;
  const types = policy?.LaunchTemplate?.Overrides?.map(({ InstanceType }) => InstanceType);
  expect({
    least: group.MinSize,
    wanted: group.DesiredCapacity,
    most: group.MaxSize,
    types,
    version: policy?.LaunchTemplate?.LaunchTemplateSpecification?.Version,
    onDemandBase: policy?.InstancesDistribution?.OnDemandBaseCapacity,
    protected: group.NewInstancesProtectedFromScaleIn,
    running: group.Instances ?? [],
  }).toEqual({
    least: 0,
    wanted: 0,
    most: 2 * wanted.most,
    types: wanted.types,
    version: "$Latest",
    onDemandBase: 0,
    protected: true,
    running: [],
  });
  const suspended = group.SuspendedProcesses?.map(({ ProcessName }) => ProcessName).sort();
  expect(suspended).toEqual([
    "AZRebalance",
    "AlarmNotification",
    "InstanceRefresh",
    "ReplaceUnhealthy",
    "ScheduledActions",
  ]);
  // One placement group never spans zones, so each group of a gang has one.
  const subnets = group.VPCZoneIdentifier?.split(",") ?? [];
  if (wanted.gang) expect(subnets).toHaveLength(1);
  for (const tag of group.Tags ?? []) expect(tag.PropagateAtLaunch).toBe(true);
  expect(tagsOf(group.Tags)).toEqual(tagsWanted(deployed, label));
}

/** What is asked for once more on the machines themselves. */
export const tagsWanted = ({ app }: Deployed, label: string): Readonly<Record<string, string>> => ({
  "thunderhead:app": app,
  "thunderhead:group": label,
  Name: `${app}/${label}`,
});

export async function templateOf(
  { aws }: Pick<Deployed, "aws">,
  group: AutoScalingGroup,
): Promise<ResponseLaunchTemplateData> {
  const specification =
    group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification ?? group.LaunchTemplate;
  const { LaunchTemplateVersions: versions } = await aws.machines.send(
    new DescribeLaunchTemplateVersionsCommand({
      LaunchTemplateId: specification?.LaunchTemplateId,
      Versions: ["$Latest"],
    }),
  );
  return versions?.[0]?.LaunchTemplateData ?? {};
}

function checkTemplate(
  template: ResponseLaunchTemplateData,
  { deployed, label, wanted }: Wanted,
): void {
  const disk = template.BlockDeviceMappings?.[0];
  expect(template.BlockDeviceMappings).toHaveLength(1);
  expect(disk?.Ebs).toMatchObject({ VolumeSize: wanted.disk, VolumeType: "gp3", Encrypted: true });
  expect(template.MetadataOptions).toMatchObject({
    HttpTokens: "required",
    HttpPutResponseHopLimit: 1,
  });
  expect(template.InstanceInitiatedShutdownBehavior).toBe("terminate");
  const tagged = Object.fromEntries(
    (template.TagSpecifications ?? []).map(({ ResourceType, Tags }) => [
      ResourceType,
      tagsOf(Tags),
    ]),
  );
  const tags = tagsWanted(deployed, label);
  expect(tagged).toEqual({ instance: tags, volume: tags, "network-interface": tags });
  const cards = template.NetworkInterfaces ?? [];
  const efa = Array.from({ length: wanted.gang?.cards ?? 0 }, () => "efa");
  expect(cards.map(({ InterfaceType }) => InterfaceType)).toEqual(efa);
  expect(Boolean(template.Placement?.GroupName)).toBe(wanted.gang !== undefined);
  checkFirstScript(template.UserData, { deployed, label });
}

/** The whole of it: a machine is told who it is and where to look, and nothing of the app's code. */
export function checkFirstScript(
  encoded: string | undefined,
  { deployed: { app, outputs }, label }: Pick<Wanted, "deployed" | "label">,
): void {
  const script = Buffer.from(encoded ?? "", "base64");
  expect(script.byteLength).toBeLessThanOrEqual(16_384);
  const { bundles, journal } = outputs.data;
  expect(script.toString()).toBe(`#!/bin/bash
set -euo pipefail
export AWS_DEFAULT_REGION=us-east-1
aws s3 cp s3://${bundles}/boot/boot.sh /root/boot.sh
exec bash /root/boot.sh --app ${app} --group ${label} --bucket ${bundles} \\
  --journal ${journal}
`);
}
