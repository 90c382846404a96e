import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  LaunchInstancesCommand,
  type LaunchInstancesResult,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import type { MachineAnswer } from "#core/bindings.ts";
import { isNamed, isTransient } from "./asking.ts";

export interface LaunchOptions {
  readonly scaling: AutoScalingClient;
  readonly asked: <Answer>(ask: () => Promise<Answer>) => Promise<Answer>;
  readonly app: string;
}

interface Launching {
  readonly group: AutoScalingGroup;
  readonly token: string;
  /** All of them, or none. */
  readonly count: number;
}

/** ms; AWS answers once it has a machine or knows that it has none. */
const launchPatience = 60_000;

/** Machines of a scaling group, in the first of its zones that has as many. */
export async function launch(options: LaunchOptions, launching: Launching): Promise<MachineAnswer> {
  const { group, count } = launching;
  const reasons: string[] = [];
  for (const zone of group.AvailabilityZones ?? []) {
    try {
      const result = await options.asked(() => launchIn(options, { ...launching, zone }));
      const machines = (result.Instances ?? []).flatMap(({ InstanceIds = [] }) => InstanceIds);
      if (machines.length === count) return started(machines);
      await endAll(options, machines);
      reasons.push(...errorsOf(result, zone));
      if (machines.length > 0) reasons.push(`${zone} has ${machines.length} of ${count} only.`);
    } catch (error) {
      // Older regions, and those of other partitions.
      if (isNamed(error, "InvalidAction", "UnsupportedOperation", "UnknownOperationException"))
        return launchByCapacity(options, launching);
      if (isTransient(error) || !(error instanceof Error)) throw error;
      return { kind: "refused", message: error.message };
    }
  }
  return { kind: "refused", message: [...new Set(reasons)].join(" ") };
}

function started([machine = "", ...others]: readonly string[]): MachineAnswer {
  return { kind: "started", machine, ...(others.length > 0 && { others }) };
}

/** Some of those that were to come together. */
async function endAll({ scaling, asked }: LaunchOptions, ids: readonly string[]): Promise<void> {
  for (const InstanceId of ids) {
    const end = { InstanceId, ShouldDecrementDesiredCapacity: true };
    const command = new TerminateInstanceInAutoScalingGroupCommand(end);
    try {
      await asked(() => scaling.send(command));
    } catch (error) {
      // Asked again under the same token, AWS answers with what has been ended since.
      if (!isNamed(error, "ValidationError", "ScalingActivityInProgressFault")) throw error;
    }
  }
}

function launchIn(
  { scaling, app }: LaunchOptions,
  { group, token, count, zone }: Launching & { readonly zone: string },
): Promise<LaunchInstancesResult> {
  const name = group.AutoScalingGroupName ?? "";
  const mark = [app, token, name, zone].join("\n");
  const command = new LaunchInstancesCommand({
    AutoScalingGroupName: name,
    RequestedCapacity: count,
    AvailabilityZones: [zone],
    // Asked twice, it is the same machine.
    ClientToken: createHash("sha256").update(mark).digest("hex").slice(0, 32),
    RetryStrategy: "none",
  });
  return scaling.send(command, { abortSignal: AbortSignal.timeout(launchPatience) });
}

const errorsOf = ({ Errors = [] }: LaunchInstancesResult, zone: string): readonly string[] =>
  Errors.map(
    ({ InstanceType, ErrorCode, ErrorMessage }) =>
      `${InstanceType ?? "The machine"} in ${zone}: ${ErrorMessage ?? ErrorCode ?? "refused"}`,
  );

/** ms between two looks at a group that was told to grow, and for how long. */
const lookEvery = 2000;
const longestWait = 120_000;

/** Without LaunchInstances: the group is told to grow, and watched for whom it gets, or why it gets nobody. */
async function launchByCapacity(
  options: LaunchOptions,
  { group, count }: Launching,
): Promise<MachineAnswer> {
  const known = new Set(idsIn(group));
  const began = new Date();
  try {
    await options.asked(() => setCapacity(options, group, known.size + count));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "refused", message: error.message };
  }
  for (let waited = 0; waited < longestWait; waited += lookEvery) {
    const now = await options.asked(() => look(options, group));
    const machines = newIn(now, known);
    if (machines.length >= count) return started(machines.slice(0, count));
    const failure = await options.asked(() => failureSince(options, group, began));
    if (failure !== undefined) return withdraw(options, { group: now, known }, failure);
    await sleep(lookEvery);
  }
  const now = await options.asked(() => look(options, group));
  return withdraw(options, { group: now, known }, "It took too long.");
}

const newIn = (group: AutoScalingGroup, known: ReadonlySet<string>): readonly string[] =>
  idsIn(group).filter((id) => !known.has(id));

/** A group that cannot grow tries again and again, until AWS suspends it: it is told to be as large as it is. */
async function withdraw(
  options: LaunchOptions,
  { group, known }: { readonly group: AutoScalingGroup; readonly known: ReadonlySet<string> },
  message: string,
): Promise<MachineAnswer> {
  await options.asked(() => setCapacity(options, group, idsIn(group).length));
  await endAll(options, newIn(group, known));
  return { kind: "refused", message };
}

const idsIn = ({ Instances = [] }: AutoScalingGroup): readonly string[] =>
  Instances.flatMap(({ InstanceId }) => InstanceId ?? []);

async function look(
  { scaling }: LaunchOptions,
  { AutoScalingGroupName = "" }: AutoScalingGroup,
): Promise<AutoScalingGroup> {
  const command = new DescribeAutoScalingGroupsCommand({
    AutoScalingGroupNames: [AutoScalingGroupName],
  });
  const [found] = (await scaling.send(command)).AutoScalingGroups ?? [];
  if (found === undefined) throw new Error(`There is no scaling group ${AutoScalingGroupName}.`);
  return found;
}

async function setCapacity(
  { scaling }: LaunchOptions,
  { AutoScalingGroupName }: AutoScalingGroup,
  DesiredCapacity: number,
): Promise<void> {
  const wanted = { AutoScalingGroupName, DesiredCapacity, HonorCooldown: false };
  await scaling.send(new SetDesiredCapacityCommand(wanted));
}

async function failureSince(
  { scaling }: LaunchOptions,
  { AutoScalingGroupName }: AutoScalingGroup,
  began: Date,
): Promise<string | undefined> {
  const command = new DescribeScalingActivitiesCommand({ AutoScalingGroupName, MaxRecords: 5 });
  const { Activities = [] } = await scaling.send(command);
  return Activities.find(
    ({ StatusCode, StartTime }) =>
      StatusCode === "Failed" && StartTime !== undefined && StartTime >= began,
  )?.StatusMessage;
}
