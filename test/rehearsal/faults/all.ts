/**
 * The faults, in the order in which the app asks for the calls that they strike; afterwards its ledger, its state and
 * the versions of its Paths are what they are on a laptop, where nothing went wrong.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { type Outcome, outcomeIn, outcomeOf } from "../../faults/ledger.ts";
import { LaunchedApp } from "../../runtime/launch.ts";
import { until } from "../expect.ts";
import type { Rehearsal } from "../rehearsal.ts";
import { changedCompute } from "./changed-compute.ts";
import { controllerKilled } from "./controller-killed.ts";
import { cutFromController } from "./cut-from-controller.ts";
import { cutFromTable } from "./cut-from-table.ts";
import { destroyedAndAdopted } from "./destroyed-and-adopted.ts";
import type { Fault } from "./fault.ts";
import { idleAndBack } from "./idle-and-back.ts";
import { machineKilled } from "./machine-killed.ts";
import { newCode } from "./new-code.ts";
import { noCapacity } from "./no-capacity.ts";
import { openScene, type Scene } from "./scene.ts";
import { spotNotice } from "./spot-notice.ts";
import { tableThrottled } from "./table-throttled.ts";
import { twoControllers } from "./two-controllers.ts";

/** By the round of the call that each strikes. */
const faults: Readonly<Record<string, Fault>> = {
  "machine-killed": machineKilled,
  "spot-notice": spotNotice,
  "no-capacity": noCapacity,
  "controller-killed": controllerKilled,
  "idle-and-back": idleAndBack,
  "two-controllers": twoControllers,
  "cut-from-controller": cutFromController,
  "cut-from-table": cutFromTable,
  "table-throttled": tableThrottled,
  "new-code": newCode,
  "changed-compute": changedCompute,
};

export interface FaultsOptions {
  readonly say: (line: string) => void;
  /** Rounds whose faults strike; the others pass in peace. @default all */
  readonly only?: readonly string[];
  /** Asked while the roles stand that have made the calls: another deploy makes others. */
  readonly rights: () => Promise<void>;
}

export async function strikeAll(
  rehearsal: Rehearsal,
  { say, rights, only = [...Object.keys(faults), "destroyed"] }: FaultsOptions,
): Promise<void> {
  await storeSecret(rehearsal);
  const laptop = await onLaptop(rehearsal.checkout.app);
  const scene = await openScene(rehearsal);
  const rounds = Object.entries(faults).map(([round, fault]) => ({
    round,
    fault: only.includes(round) ? fault : { what: "nothing" },
  }));
  for (const [at, { round, fault }] of rounds.entries()) {
    const begun = performance.now();
    await scene.waits(round);
    say(`${round}: ${fault.what}`);
    await fault.strike?.(scene);
    await rounds[at + 1]?.fault.before?.(scene);
    scene.open(round);
    await settled(scene, round);
    await fault.after?.(scene);
    say(`${round}: over after ${Math.round((performance.now() - begun) / 1000)} s`);
  }
  await expectLaptops(scene, laptop);
  say("ledger, state and Path versions are the laptop's");
  await rights();
  if (!only.includes("destroyed")) return;
  say(`destroyed: ${destroyedAndAdopted.what}`);
  await destroyedAndAdopted.strike?.(scene);
  await expectLaptops(scene, laptop);
  say("ledger, state and Path versions are still the laptop's");
}

const settled = ({ call }: Scene, round: string): Promise<void> =>
  until(async () => (await call(round))?.stage === "succeeded", `The call of ${round} succeeds`);

/** Where each of the two looks for it. */
async function storeSecret({ checkout, cloud }: Rehearsal): Promise<void> {
  writeFileSync(join(checkout.app, ".env"), "STORM_TOKEN=lightning\n");
  const Name = "/thunderhead/storm-dev/STORM_TOKEN";
  const stored = new PutParameterCommand({ Name, Value: "lightning", Type: "SecureString" });
  await cloud.aws.parameters.send(stored);
}

/** Until its service answers: the same app, here, with no gates and no faults. */
async function onLaptop(app: string): Promise<Outcome> {
  await using launch = new LaunchedApp(app);
  await launch.stage("answer", "running");
  const [directory = ""] = launch.of("launch").map((event) => event.directory);
  return outcomeOf(directory);
}

async function expectLaptops(scene: Scene, laptop: Outcome): Promise<void> {
  const answer = await scene.ask({ port: 8080, path: "/", contains: "changed-compute" });
  if (answer === undefined) throw new Error("The service at the end does not answer.");
  const cloud = await outcomeIn(scene.kept());
  if (isDeepStrictEqual(cloud, laptop)) return;
  const shown = (outcome: Outcome): string => JSON.stringify(outcome, undefined, 1);
  throw new Error(`It ends otherwise than on a laptop:\n${shown(cloud)}\nlaptop\n${shown(laptop)}`);
}
