import type { RunningLaunch } from "#protocol/launch.ts";
import { deployedHere, doorOf } from "../engine/deployed.ts";
import type { Invocation } from "../invocation.ts";
import { requireRunning } from "./here.ts";

/** Console and API of what runs: in this folder, or with `--stack` in the cloud. */
export interface Reached {
  readonly url: string;
  readonly token: string;
  /** A forwarded port ends. */
  readonly close: () => void;
}

/** Of this machine: there is nothing to let go of. */
export const heldHere = (running: RunningLaunch): RunningLaunch & Reached => ({
  ...running,
  close: () => {},
});

export const isDeployed = ({ flags }: Invocation): boolean => flags.has("stack");

/** What the command is about; `undefined` where nothing runs there, which was reported. */
export async function reach(invocation: Invocation): Promise<Reached | undefined> {
  if (!isDeployed(invocation)) {
    const running = await requireRunning(invocation);
    return running && heldHere(running);
  }
  const deployed = await deployedHere(invocation);
  return deployed && doorOf(deployed, invocation);
}
