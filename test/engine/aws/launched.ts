/** Machines that groups really start: what reaches them of template, tags, role and firewall. */
import { SetDesiredCapacityCommand } from "@aws-sdk/client-auto-scaling";
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  type Instance,
} from "@aws-sdk/client-ec2";
import { expect } from "vitest";
import type { MachineFacts } from "../apps.ts";
import { type Deployed, tagsOf } from "./deployed.ts";
import { checkFirstScript, groupsNamed, tagsWanted, templateOf } from "./groups.ts";

/** Fills one group of each kind, as the controller would, and looks at what came; answers their ids. */
export async function launchAndCheck(deployed: Deployed): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [label, wanted] of Object.entries(deployed.machines)) {
    const [name] = deployed.outputs.groups[label] ?? [];
    await deployed.aws.scaling.send(
      new SetDesiredCapacityCommand({ AutoScalingGroupName: name, DesiredCapacity: wanted.most }),
    );
    const [group] = await groupsNamed(deployed, name === undefined ? [] : [name]);
    if (!group) throw new Error(`There is no group for ${label}.`);
    const started = (group.Instances ?? []).map(({ InstanceId = "" }) => InstanceId);
    expect(started).toHaveLength(wanted.most);
    const template = await templateOf(deployed, group);
    for (const instance of await instances(deployed, started)) {
      await checkInstance(instance, { deployed, label, wanted, template });
    }
    ids.push(...started);
  }
  return ids;
}

/** All that run, by whoever started them. */
export async function running({ aws, app }: Deployed): Promise<readonly string[]> {
  const { Reservations = [] } = await aws.machines.send(
    new DescribeInstancesCommand({
      Filters: [
        { Name: "tag:thunderhead:app", Values: [app] },
        { Name: "instance-state-name", Values: ["running"] },
      ],
    }),
  );
  const found = Reservations.flatMap(({ Instances = [] }) => Instances);
  // The controller's, which the stack itself starts, is another matter.
  return found
    .filter(({ Tags }) => tagsOf(Tags)["thunderhead:group"] !== "controller")
    .map(({ InstanceId = "" }) => InstanceId)
    .sort();
}

async function instances({ aws }: Deployed, ids: readonly string[]): Promise<readonly Instance[]> {
  const { Reservations = [] } = await aws.machines.send(
    new DescribeInstancesCommand({ InstanceIds: [...ids] }),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances);
}

interface Wanted {
  readonly deployed: Deployed;
  readonly label: string;
  readonly wanted: MachineFacts;
  readonly template: Awaited<ReturnType<typeof templateOf>>;
}

async function checkInstance(instance: Instance, given: Wanted): Promise<void> {
  const { deployed, label, wanted, template } = given;
  const firewalls = template.SecurityGroupIds ?? template.NetworkInterfaces?.[0]?.Groups;
  expect(instance).toMatchObject({
    InstanceType: wanted.types[0],
    ImageId: template.ImageId,
    MetadataOptions: { HttpTokens: "required" },
  });
  expect(instance.InstanceLifecycle).toBe(wanted.spot ? "spot" : undefined);
  expect(instance.Placement?.GroupName || undefined).toBe(template.Placement?.GroupName);
  expect(instance.SecurityGroups?.map(({ GroupId }) => GroupId)).toEqual(firewalls);
  const tags = tagsWanted(deployed, label);
  expect(tagsOf(instance.Tags)).toMatchObject(tags);
  for (const part of await partsOf(instance, deployed)) expect(part).toMatchObject(tags);
  const { UserData } = await deployed.aws.machines.send(
    new DescribeInstanceAttributeCommand({
      InstanceId: instance.InstanceId,
      Attribute: "userData",
    }),
  );
  checkFirstScript(UserData?.Value, { deployed, label });
}

/** The tags of its disks and network interfaces, of which it has one each at least. */
async function partsOf(
  { InstanceId = "" }: Instance,
  { aws }: Deployed,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const attached = { Filters: [{ Name: "attachment.instance-id", Values: [InstanceId] }] };
  const { Volumes = [] } = await aws.machines.send(new DescribeVolumesCommand(attached));
  const { NetworkInterfaces = [] } = await aws.machines.send(
    new DescribeNetworkInterfacesCommand(attached),
  );
  expect(Volumes.length).toBeGreaterThan(0);
  expect(NetworkInterfaces.length).toBeGreaterThan(0);
  return [
    ...Volumes.map(({ Tags }) => tagsOf(Tags)),
    ...NetworkInterfaces.map(({ TagSet }) => tagsOf(TagSet)),
  ];
}
