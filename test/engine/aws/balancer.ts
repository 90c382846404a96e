/** The balancer: a listener and a target group for each port of the app, each in front of its own group. */
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect } from "vitest";
import type { Deployed } from "./deployed.ts";
import { groupsNamed } from "./groups.ts";

export async function checkBalancer(deployed: Deployed): Promise<void> {
  const { aws, facts, outputs } = deployed;
  const { LoadBalancers = [] } = await aws.balancers.send(new DescribeLoadBalancersCommand({}));
  const [balancer] = LoadBalancers;
  expect(LoadBalancers).toHaveLength(1);
  expect(balancer?.Type).toBe("application");
  // Where the call says nothing AWS makes it internet-facing; the emulator says nothing either.
  expect(balancer?.Scheme).not.toBe("internal");
  expect(balancer?.AvailabilityZones?.length).toBeGreaterThanOrEqual(2);

  const { Listeners = [] } = await aws.balancers.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
  );
  const { TargetGroups = [] } = await aws.balancers.send(new DescribeTargetGroupsCommand({}));
  const services = facts.works.flatMap((work) => (work.port ? [{ ...work, port: work.port }] : []));
  expect(Listeners.map(({ Port }) => Port).sort()).toEqual(
    services.map(({ port }) => port.listener).sort(),
  );
  expect(TargetGroups).toHaveLength(services.length);
  for (const { name, group, port } of services) {
    const listener = Listeners.find(({ Port }) => Port === port.listener);
    const targets = TargetGroups.find(
      ({ TargetGroupArn }) => TargetGroupArn === listener?.DefaultActions?.[0]?.TargetGroupArn,
    );
    expect(targets, name).toMatchObject({
      Port: port.target,
      Protocol: "HTTP",
      Matcher: { HttpCode: "200-499" },
    });
    const groups = await groupsNamed(deployed, outputs.groups[group] ?? []);
    for (const one of groups) expect(one.TargetGroupARNs).toContain(targets?.TargetGroupArn);
  }
}
