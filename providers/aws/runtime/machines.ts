/**
 * Machines: instances in the scaling groups that the program made. Each is started by itself, under a token, so that
 * AWS says at once which it is or why there is none; and ended by itself, so that AWS never chooses which.
 */
import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import { type EC2Client, type Instance, paginateDescribeInstances } from "@aws-sdk/client-ec2";
import type { MachineAnswer, MachineRequest, Machines } from "#core/bindings.ts";
import { isNamed, isTransient, soon, untilAnswered } from "./asking.ts";
import { blockRefusal } from "./block.ts";
import type { Block } from "./deployment.ts";
import { type LaunchOptions, launch } from "./launch.ts";

export interface AwsMachinesOptions {
  readonly scaling: AutoScalingClient;
  readonly machines: EC2Client;
  /** `boring-dev`, as machines are tagged with. */
  readonly app: string;
  /** Names of a group's scaling groups, in the order in which they are asked. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** By group, those whose machines start in a capacity block. */
  readonly blocks?: ReadonlyMap<string, Block>;
  /** ms without an answer after which people are told that AWS takes its time. @default 15000 */
  readonly tellAfter?: number;
}

type Listed = Awaited<ReturnType<Machines["list"]>>["machines"][number];

/** ms by which AWS's descriptions may lag behind, at the very most. */
const longestLag = 600_000;

export function awsMachines(options: AwsMachinesOptions): Machines {
  const closing = new AbortController();
  const asked: Ask = (ask) => untilAnswered(ask, closing.signal);
  return {
    start: async (request) => {
      const waiting = tellingOfWaits(asked, { ...request, ...options });
      try {
        return await start({ ...options, asked: waiting.asked }, request);
      } finally {
        waiting.over();
      }
    },
    end: (machine) => asked(() => end(options.scaling, machine)),
    list: async () => ({
      machines: (await asked(() => instancesOf(options))).map(listed),
      complete: false,
      lag: longestLag,
    }),
    // What is gone is listed as such; nobody tells.
    onGone: () => {},
    close: async () => closing.abort(),
  };
}

type Ask = LaunchOptions["asked"];

interface Asking extends AwsMachinesOptions {
  readonly asked: Ask;
}

/** Asks as ever; once it has taken long, says what AWS answers meanwhile. */
function tellingOfWaits(
  asked: Ask,
  {
    onWait,
    tellAfter = 15_000,
  }: Pick<AwsMachinesOptions, "tellAfter"> & Pick<MachineRequest, "onWait">,
): { readonly asked: Ask; readonly over: () => void } {
  let last = "AWS has not answered.";
  const timer = setTimeout(
    () => onWait?.(`${last} It is asked again until it does.`),
    tellAfter,
  ).unref();
  return {
    asked: (ask) =>
      asked(() =>
        ask().catch((error: unknown) => {
          if (error instanceof Error && isTransient(error))
            last = `AWS answers "${error.message}" (${error.name}).`;
          throw error;
        }),
      ),
    over: () => clearTimeout(timer),
  };
}

/** Group after group, and zone after zone: what one has not, the next may have. */
async function start(
  { scaling, groups, asked, ...options }: Asking,
  { group, token, machines: count = 1 }: MachineRequest,
): Promise<MachineAnswer> {
  const block = options.blocks?.get(group);
  const over = block && blockRefusal(block, Date.now());
  if (over !== undefined) return { kind: "refused", message: over };
  const names = groups.get(group) ?? [];
  const found = await asked(() => describe(scaling, names));
  await asked(() => forgetGone({ scaling, groups, ...options }, found));
  const reasons: string[] = [];
  for (const name of names) {
    const each = found.find(({ AutoScalingGroupName }) => AutoScalingGroupName === name);
    if (each === undefined) reasons.push(`There is no scaling group ${name}.`);
    else {
      const launching = { group: each, token, count };
      const answer = await launch({ scaling, asked, app: options.app }, launching);
      if (answer.kind === "started") return answer;
      reasons.push(answer.message);
    }
  }
  const message = reasons.length > 0 ? reasons.join(" ") : `The program made no group ${group}.`;
  return { kind: "refused", message };
}

async function describe(
  scaling: AutoScalingClient,
  names: readonly string[],
): Promise<readonly AutoScalingGroup[]> {
  if (names.length === 0) return [];
  const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...names] });
  return (await scaling.send(command, soon())).AutoScalingGroups ?? [];
}

/** A machine that ended by itself still counts in its group, which then has no room for another. */
async function forgetGone(
  options: AwsMachinesOptions,
  groups: readonly AutoScalingGroup[],
): Promise<void> {
  const members = groups.flatMap(({ Instances = [] }) => Instances);
  if (members.length === 0) return;
  const all = await instancesOf(options);
  for (const instance of all) {
    const isMember = members.some(({ InstanceId }) => InstanceId === instance.InstanceId);
    if (isMember && stageOf(instance) !== "up")
      await end(options.scaling, instance.InstanceId ?? "");
  }
}

async function end(scaling: AutoScalingClient, machine: string): Promise<void> {
  const command = new TerminateInstanceInAutoScalingGroupCommand({
    InstanceId: machine,
    ShouldDecrementDesiredCapacity: true,
  });
  try {
    await scaling.send(command, soon());
  } catch (error) {
    // It is ending, or gone, already.
    if (!isNamed(error, "ValidationError", "ScalingActivityInProgressFault")) throw error;
  }
}

/** Those of works; the controllers' group looks after itself. */
async function instancesOf({
  machines,
  app,
  groups,
}: AwsMachinesOptions): Promise<readonly Instance[]> {
  const found: Instance[] = [];
  const pages = paginateDescribeInstances(
    { client: machines, pageSize: 200 },
    { Filters: [{ Name: "tag:thunderhead:app", Values: [app] }] },
    soon(),
  );
  for await (const { Reservations = [] } of pages)
    found.push(...Reservations.flatMap(({ Instances = [] }) => Instances));
  const groupOf = ({ Tags = [] }: Instance) =>
    Tags.find(({ Key }) => Key === "thunderhead:group")?.Value ?? "";
  return found.filter((instance) => groups.has(groupOf(instance)));
}

const listed = (instance: Instance): Listed => ({
  machine: instance.InstanceId ?? "",
  stage: stageOf(instance),
  age: Date.now() - (instance.LaunchTime?.getTime() ?? Date.now()),
});

function stageOf({ State }: Instance): Listed["stage"] {
  if (State?.Name === "terminated" || State?.Name === "stopped") return "gone";
  return State?.Name === "shutting-down" || State?.Name === "stopping" ? "ending" : "up";
}
