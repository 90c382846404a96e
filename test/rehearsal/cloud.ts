/**
 * The rehearsed cloud: whatever machine the emulated AWS says a group has launched, boots here; whatever it has
 * ended, ends. A machine that is killed here is reported to AWS as one that failed.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TerminateInstanceInAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { type Aws, awsAt } from "../engine/aws/clients.ts";
import { type AwsDoor, awsDoor } from "./aws-door.ts";
import { factsOf, groupOf, launchedMachines } from "./launched.ts";
import { markOf, rehearsalFolder } from "./leftovers.ts";
import { bootMachine, type Grounds, type RehearsedMachine } from "./machine.ts";
import { cloudNetwork } from "./network.ts";
import { type Judged, judge } from "./permissions.ts";

export interface CloudOptions {
  /** The emulator's address. */
  readonly emulator: string;
  /** `boring-dev` */
  readonly app: string;
  readonly wheels: string;
  readonly python: string;
  readonly say: (line: string) => void;
}

export interface Machine extends RehearsedMachine {
  readonly group: string;
}

export interface Cloud {
  readonly aws: Aws;
  readonly door: AwsDoor;
  /** Folders: the volumes by id, and what `Grounds` says of gates. */
  readonly volumes: string;
  readonly gates: string;
  /** That run now. */
  machines(group?: string): readonly Machine[];
  /** Puts every call so far to the policies of who made it. */
  judge(): Promise<Judged>;
  /**
   * Its processes die at once, and AWS finds out: its group does what groups do then. A group of works replaces
   * nothing by itself; the controller's does, unless it is told to have one less.
   */
  fail(machine: Machine, how?: { readonly replaced: boolean }): Promise<void>;
  end(): Promise<void>;
}

const lookEvery = 500;
/** Of the app's own network, as the program lays it out. */
const cidr = "10.20.0.0/16";

export async function openCloud({
  emulator,
  app,
  wheels,
  python,
  say,
}: CloudOptions): Promise<Cloud> {
  const directory = rehearsalFolder();
  const volumes = join(directory, "volumes");
  const gates = join(directory, "gates");
  mkdirSync(volumes);
  mkdirSync(gates);
  const network = await cloudNetwork(cidr, { mark: markOf(directory), say });
  const calls = join(directory, "calls.jsonl");
  const door = await awsDoor(emulator, {
    host: network.gateway,
    log: calls,
  });
  const grounds: Grounds = { network, directory, aws: door.url, volumes, gates, wheels, python };
  const aws = awsAt(emulator);
  const machines = new Map<string, Machine>();
  /** Every machine there ever was, by its address. */
  const met = new Map<string, Machine>();
  /** AWS may still list one that has died here. */
  const dead = new Set<string>();
  let over = false;

  async function look(): Promise<void> {
    const launched = await launchedMachines(aws, app);
    for (const [id, instance] of launched) {
      if (machines.has(id) || dead.has(id)) continue;
      const group = groupOf(instance);
      say(`${group}: ${id} (${instance.InstanceType}) boots at ${instance.PrivateIpAddress}`);
      const booted = await bootMachine(await factsOf(aws, instance), grounds);
      machines.set(id, { ...booted, group });
      met.set(booted.address, { ...booted, group });
    }
    for (const [id, machine] of machines) {
      if (launched.has(id)) continue;
      say(`${machine.group}: ${id} is ended`);
      machines.delete(id);
      await machine.kill();
    }
  }
  const following = (async () => {
    while (!over) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, lookEvery));
    }
  })();
  // Told by `end`; until then a machine that did not boot is seen as one that never answers.
  following.catch((error: Error) => say(`The rehearsal broke: ${error.stack}`));
  return {
    aws,
    door,
    volumes,
    gates,
    machines: (group) =>
      [...machines.values()].filter((one) => group === undefined || one.group === group),
    judge: () => {
      const lines = readFileSync(calls, "utf8").trim().split("\n");
      return judge({ aws, app, machines: met, calls: lines.map((line) => JSON.parse(line)) });
    },
    fail: async ({ id, group, kill }, { replaced } = { replaced: group === "controller" }) => {
      say(`${group}: ${id} dies`);
      await kill();
      machines.delete(id);
      dead.add(id);
      await aws.scaling.send(
        new TerminateInstanceInAutoScalingGroupCommand({
          InstanceId: id,
          ShouldDecrementDesiredCapacity: !replaced,
        }),
      );
    },
    end: async () => {
      over = true;
      await following.catch(() => {});
      await Promise.all([...machines.values()].map((machine) => machine.kill()));
      door.close();
      network.remove();
      if (process.env["ENGINE_KEEP"]) say(`Kept: ${directory}`);
      else rmSync(directory, { recursive: true, force: true });
    },
  };
}
