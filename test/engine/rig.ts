/**
 * What a lane of one app stands on: a copy of the app, an emulated AWS of its own, the engine, and what the
 * app's own graph says that this AWS should hold after a deploy, whichever way it went there.
 */
import { array as list, object, parse, record, string } from "valibot";
import { afterAll, beforeAll, test } from "vitest";
import { factsOf } from "./app-facts.ts";
import type { LaneApp } from "./apps.ts";
import { checkBalancer } from "./aws/balancer.ts";
import { type Aws, awsAt } from "./aws/clients.ts";
import type { Deployed } from "./aws/deployed.ts";
import { checkFirewalls } from "./aws/firewalls.ts";
import { checkGroups } from "./aws/groups.ts";
import { launchAndCheck, running } from "./aws/launched.ts";
import { checkRoles } from "./aws/roles.ts";
import { checkVolume } from "./aws/volume.ts";
import { type AppSource, Checkout } from "./checkout.ts";
import { type Emulator, startEmulator } from "./emulator.ts";
import { partsOfLane } from "./ground.ts";
import { leftOut } from "./left-out.ts";
import { type ProviderProcess, startProviderProcess } from "./provider-process.ts";
import { type Ground, Stack } from "./stack.ts";
import type { steps } from "./steps.ts";

/** Of documentation, so that no rule could be meant by accident. */
export const cidr = "203.0.113.0/24";

export interface Rig {
  readonly checkout: Checkout;
  readonly emulator: () => Emulator;
  readonly aws: () => Aws;
  readonly ground: () => Ground;
  /** The stack `dev`, driven by plain `pulumi`. */
  readonly stack: () => Stack;
  readonly deployed: () => Promise<Deployed>;
  /** What `deployed` says is asked anew. */
  readonly changed: () => void;
  /** Machines that groups started, and that nothing may touch. */
  readonly machines: () => readonly string[];
  readonly running: () => Promise<readonly string[]>;
}

interface RigOptions {
  /** Before the first compile. */
  readonly prepare?: (url: string, checkout: Checkout) => Promise<void>;
  /** Whether commands attach to one provider, or start each its own. */
  readonly provider: "attached" | "started";
}

/** To be called where tests are declared; its parts exist when they run. */
export function rig(
  app: Pick<LaneApp, "name" | "machines" | "zones"> & AppSource,
  { prepare, provider }: RigOptions,
) {
  const checkout = new Checkout(app);
  let emulator: Emulator;
  let aws: Aws;
  let ground: Ground;
  let attached: ProviderProcess | undefined;
  let stack: Stack;
  let told: Deployed | undefined;
  let machines: readonly string[] = [];

  beforeAll(async () => {
    const parts = partsOfLane();
    emulator = await startEmulator(parts.python);
    aws = awsAt(emulator.url);
    ground = { ...parts, awsUrl: emulator.url, directory: checkout.directory };
    await prepare?.(emulator.url, checkout);
    checkout.thunderhead("compile");
    if (provider === "attached") {
      attached = await startProviderProcess(ground, { cwd: checkout.infra });
      ground = { ...ground, providerPort: attached.port };
    }
    stack = new Stack(ground, checkout.infra);
  });
  afterAll(async () => {
    attached?.stop();
    await emulator?.stop();
    if (!process.env["ENGINE_KEEP"]) checkout.remove();
  });

  const deployed = async (): Promise<Deployed> => {
    told ??= {
      aws,
      app: `${app.name}-dev`,
      facts: factsOf(JSON.parse(checkout.thunderhead("graph", "--json"))),
      machines: app.machines,
      zones: app.zones,
      cidr,
      outputs: parse(outputs, await stack.outputs()),
    };
    return told;
  };

  const made: Rig = {
    checkout,
    emulator: () => emulator,
    aws: () => aws,
    ground: () => ground,
    stack: () => stack,
    deployed,
    changed: () => {
      told = undefined;
    },
    machines: () => machines,
    running: async () => running(await deployed()),
  };

  /** Of AWS itself, never of Pulumi's state; then one group of each kind is filled. */
  function looks({ step, look }: ReturnType<typeof steps>): void {
    look("AWS: groups from 0 and their templates", async () => checkGroups(await deployed()));
    look("AWS: firewalls admit the app's edges", async () => checkFirewalls(await deployed()));
    look("AWS: the volume and its shares", async () => checkVolume(await deployed()));
    look("AWS: roles grant what edges say", async () => checkRoles(await deployed()));
    look("AWS: listeners and targets", async () => checkBalancer(await deployed()));
    step("AWS: machines that groups start", async () => {
      machines = [...(await launchAndCheck(await deployed()))].sort();
    });
  }

  return { ...made, looks };
}

export function showLeftOut(): void {
  for (const [what, why] of Object.entries(leftOut)) test.skip(`${what} (left out: ${why})`);
}

/** By kind and name, as `left` tells them. */
export const dataOf = ({ outputs: { data } }: Deployed): readonly string[] =>
  [`bucket ${data.data}`, `table ${data.journal}`, `volume ${data.volume}`].sort();

const outputs = object({
  groups: record(string(), list(string())),
  data: object({ bundles: string(), journal: string(), data: string(), volume: string() }),
});
