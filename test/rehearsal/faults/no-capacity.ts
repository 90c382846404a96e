import { CreateOrUpdateTagsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import type { Fault } from "./fault.ts";
import { groupsOf } from "./scene.ts";

const first = "c7i.large";

export const noCapacity: Fault = {
  what: "there is none of the first type of `anyOf`",
  before: async ({ cloud }) => {
    for (const ResourceId of await groupsOf(cloud, "spare")) {
      const place = { ResourceId, ResourceType: "auto-scaling-group", PropagateAtLaunch: false };
      const Tags = [{ ...place, Key: "emulator:no-capacity", Value: first }];
      await cloud.aws.scaling.send(new CreateOrUpdateTagsCommand({ Tags }));
    }
  },
  strike: async ({ cloud, machine }) => {
    const asked = new DescribeInstancesCommand({ InstanceIds: [machine("spare").id] });
    const { Reservations = [] } = await cloud.aws.machines.send(asked);
    const type = Reservations[0]?.Instances?.[0]?.InstanceType;
    if (type !== "m7i.large") throw new Error(`It runs on ${type}.`);
  },
};
