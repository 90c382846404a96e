import {
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SuspendProcessesCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateCommand,
  DescribeInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { beforeEach, describe, expect, it } from "vitest";
import type { Machines } from "#core/bindings.ts";
import { awsMachines } from "#providers/aws/runtime/machines.ts";
import { awsAt } from "../engine/aws/clients.ts";
import { cloud, missing } from "./cloud.ts";

const { aws, url } = cloud();
const app = "boring-dev";
const zones = ["us-east-1a", "us-east-1b"];
let count = 0;
let names: readonly string[] = [];

/** A group on spot and one on demand, as a program emits them. */
beforeEach(async () => {
  if (missing !== undefined) return;
  names = [`train-${++count}`, `train-${count}-on-demand`];
  const template = `train-${count}`;
  await aws().machines.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: template,
      LaunchTemplateData: { ImageId: "ami-12c6146b", InstanceType: "g5.xlarge" },
    }),
  );
  const tags = { "thunderhead:app": app, "thunderhead:group": `train${count}` };
  for (const name of names) {
    await aws().scaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        MinSize: 0,
        // As a program makes it for one machine at work.
        MaxSize: 2,
        AvailabilityZones: zones,
        LaunchTemplate: { LaunchTemplateName: template, Version: "$Latest" },
        NewInstancesProtectedFromScaleIn: true,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
      }),
    );
    await aws().scaling.send(
      new SuspendProcessesCommand({
        AutoScalingGroupName: name,
        ScalingProcesses: ["ReplaceUnhealthy"],
      }),
    );
  }
});

const bound = (): Machines => {
  const { scaling, machines } = aws();
  return awsMachines({ scaling, machines, app, groups: new Map([[group(), names]]) });
};
const group = (): string => `train${count}`;

async function tag(name: string | undefined, Key: string, Value: string): Promise<void> {
  const Tags = [
    {
      ResourceId: name,
      ResourceType: "auto-scaling-group",
      Key,
      Value,
      PropagateAtLaunch: false,
    },
  ];
  await aws().scaling.send(new CreateOrUpdateTagsCommand({ Tags }));
}

async function started(machines: Machines, token: string): Promise<string> {
  const answer = await machines.start({ group: group(), token });
  if (answer.kind === "refused") throw new Error(answer.message);
  return answer.machine;
}

async function zoneOf(machine: string): Promise<string | undefined> {
  const command = new DescribeInstancesCommand({ InstanceIds: [machine] });
  const { Reservations = [] } = await aws().machines.send(command);
  return Reservations[0]?.Instances?.[0]?.Placement?.AvailabilityZone;
}

async function sizes(): Promise<readonly (number | undefined)[]> {
  const { AutoScalingGroups = [] } = await aws().scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...names] }),
  );
  return names.map(
    (name) =>
      AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name)
        ?.DesiredCapacity,
  );
}

describe.skipIf(missing !== undefined)("machines on AWS", () => {
  it("are the same one for the same token, and another for another", async () => {
    const machines = bound();
    const machine = await started(machines, "l-1");
    expect(await started(machines, "l-1")).toBe(machine);
    expect(await started(bound(), "l-1")).toBe(machine);
    const { machines: listed, complete } = await machines.list();
    expect(listed).toMatchObject([{ machine, stage: "up" }]);
    expect(complete).toBe(false);
    expect(listed[0]?.age).toBeLessThan(60_000);
  });

  it("come from the next zone, then from the next group, where there is no capacity", async () => {
    await tag(names[0], "emulator:no-capacity", "us-east-1a");
    const first = await started(bound(), "l-1");
    expect(await zoneOf(first)).toBe("us-east-1b");
    await bound().end(first);
    await tag(names[0], "emulator:no-capacity", "us-east-1a us-east-1b");
    await started(bound(), "l-2");
    expect(await sizes()).toEqual([0, 1]);
  });

  it("of a capacity block that is over are not asked for", async () => {
    const { scaling, machines } = aws();
    const ends = "2025-12-01T11:30:00Z";
    const blocks = new Map([[group(), { id: "cr-0a1b", ends, taken: "2025-12-01T11:00:00Z" }]]);
    const over = awsMachines({
      scaling,
      machines,
      app,
      blocks,
      groups: new Map([[group(), names]]),
    });
    expect(await over.start({ group: group(), token: "l-1" })).toMatchObject({
      kind: "refused",
      message: expect.stringContaining("cr-0a1b ended"),
    });
    expect(await sizes()).toEqual([0, 0]);
  });

  it("come together, in one zone, or not at all", async () => {
    const together = { group: group(), machines: 2 };
    const all = await bound().start({ ...together, token: "l-1" });
    if (all.kind === "refused") throw new Error(all.message);
    const { machine, others = [] } = all;
    expect(others).toHaveLength(1);
    expect(await bound().start({ ...together, token: "l-1" })).toEqual(all);
    const stand = await Promise.all([machine, ...others].map(zoneOf));
    expect(new Set(stand).size).toBe(1);
    expect(await sizes()).toEqual([2, 0]);
    // Two are there: the group has room for none beside them, and the next is asked.
    const next = await bound().start({ ...together, token: "l-2" });
    expect(next.kind).toBe("started");
    expect(await sizes()).toEqual([2, 2]);
    const none = await bound().start({ ...together, token: "l-3" });
    expect(none.kind).toBe("refused");
    expect(await sizes()).toEqual([2, 2]);
  });

  it("that are fewer than asked for together are ended, and the next zone is asked", async () => {
    await tag(names[0], "emulator:one-left", "us-east-1a");
    const answer = await bound().start({ group: group(), machines: 2, token: "l-1" });
    if (answer.kind === "refused") throw new Error(answer.message);
    const all = [answer.machine, ...(answer.others ?? [])];
    expect(await Promise.all(all.map(zoneOf))).toEqual(["us-east-1b", "us-east-1b"]);
    expect(await sizes()).toEqual([2, 0]);
    expect(await bound().start({ group: group(), machines: 2, token: "l-1" })).toEqual(answer);
    for (const name of names) await tag(name, "emulator:one-left", zones.join(" "));
    for (const machine of all) await bound().end(machine);
    const none = await bound().start({ group: group(), machines: 2, token: "l-2" });
    expect(none).toMatchObject({ message: expect.stringContaining("us-east-1b has 1 of 2 only") });
    expect(await sizes()).toEqual([0, 0]);
  });

  it("are refused with what AWS says, in every zone", async () => {
    for (const name of names) await tag(name, "emulator:no-capacity", zones.join(" "));
    const answer = await bound().start({ group: group(), token: "l-1" });
    expect(answer).toMatchObject({ kind: "refused" });
    const message = answer.kind === "refused" ? answer.message : "";
    for (const zone of zones)
      expect(message).toContain(`g5.xlarge in ${zone}: We currently do not`);
    expect(await bound().start({ group: "other", token: "l-2" })).toEqual({
      kind: "refused",
      message: "The program made no group other.",
    });
  });

  it("are ended one by one, and again without complaint", async () => {
    const machines = bound();
    const machine = await started(machines, "l-1");
    await machines.end(machine);
    await machines.end(machine);
    await machines.end("i-0123456789abcdef0");
    expect(await sizes()).toEqual([0, 0]);
    expect((await machines.list()).machines).toMatchObject([{ machine, stage: "gone" }]);
  });

  it("have room for a successor while they are there, and no more", async () => {
    const machines = bound();
    await tag(names[1], "emulator:no-capacity", zones.join(" "));
    const first = await started(machines, "l-1");
    const successor = await started(machines, "l-2");
    const up = [first, successor].map((machine) => ({ machine, stage: "up" }));
    expect((await machines.list()).machines).toMatchObject(up);
    expect(await machines.start({ group: group(), token: "l-3" })).toMatchObject({
      kind: "refused",
    });
  });

  it("that ended by themselves leave room for the next", async () => {
    const machines = bound();
    const machine = await started(machines, "l-1");
    await tag(names[1], "emulator:no-capacity", zones.join(" "));
    await aws().machines.send(new TerminateInstancesCommand({ InstanceIds: [machine] }));
    const next = await started(machines, "l-2");
    expect(next).not.toBe(machine);
    expect((await machines.list()).machines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ machine, stage: "gone" }),
        expect.objectContaining({ machine: next, stage: "up" }),
      ]),
    );
  });

  it("are started by the group's capacity where there is no LaunchInstances", async () => {
    for (const name of names) await tag(name, "emulator:no-launch-instances", "yes");
    const machines = bound();
    const machine = await started(machines, "l-1");
    expect((await machines.list()).machines).toMatchObject([{ machine, stage: "up" }]);
    expect(await sizes()).toEqual([1, 0]);
    await machines.end(machine);
    expect(await sizes()).toEqual([0, 0]);
  });

  it("are had in the end where AWS is too busy for a while, and people are told that it is", async () => {
    const { machines, scaling } = awsAt(url());
    let busy = 4;
    scaling.middlewareStack.add(
      (next, { commandName }) =>
        async (sent) => {
          if (commandName !== "LaunchInstancesCommand" || busy-- <= 0) return next(sent);
          throw Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" });
        },
      { step: "deserialize", priority: "high" },
    );
    const options = { scaling, machines, app, groups: new Map([[group(), names]]) };
    const told: string[] = [];
    const slow = awsMachines({ ...options, tellAfter: 1 });
    const request = { group: group(), token: "l-1", onWait: (why: string) => told.push(why) };
    expect(await slow.start(request)).toMatchObject({ kind: "started" });
    expect(told).toHaveLength(1);
    await awsMachines(options).start({ ...request, token: "l-2" });
    expect(told).toHaveLength(1);
  });

  it("of a group that is not there are refused", async () => {
    for (const AutoScalingGroupName of names)
      await aws().scaling.send(
        new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }),
      );
    const answer = await bound().start({ group: group(), token: "l-1" });
    expect(answer).toMatchObject({ kind: "refused" });
  });
});
