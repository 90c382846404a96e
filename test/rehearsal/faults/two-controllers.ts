import { SetDesiredCapacityCommand } from "@aws-sdk/client-auto-scaling";
import type { Cloud } from "../cloud.ts";
import { until } from "../expect.ts";
import type { Fault } from "./fault.ts";
import { groupsOf } from "./scene.ts";

export const twoControllers: Fault = {
  what: "two controllers at once: one hangs, the other leads, and the first comes back",
  strike: async ({ cloud, leading }) => {
    const first = await leading();
    await resize(cloud, 2);
    await until(
      () =>
        cloud
          .machines("controller")
          .some(({ id, log }) => id !== first.id && log().includes("thunderhead: booted")),
      "A second one waits",
    );
    first.freeze();
    await until(async () => (await leading()).id !== first.id, "The second one leads");
    first.thaw();
    await until(
      () => first.log().includes("Another controller leads now."),
      "The first one sees that it does not lead any more",
    );
  },
  after: async ({ cloud, leading }) => {
    const leader = await leading();
    const idle = cloud.machines("controller").find(({ id }) => id !== leader.id);
    if (idle !== undefined) await cloud.fail(idle, { replaced: false });
  },
};

async function resize(cloud: Cloud, DesiredCapacity: number): Promise<void> {
  const [AutoScalingGroupName] = await groupsOf(cloud, "controller");
  await cloud.aws.scaling.send(
    new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity }),
  );
}
