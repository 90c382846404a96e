import { readKeys } from "#protocol/flow.ts";
import type { Core } from "./state.ts";
import type { Turn } from "./turn.ts";

/**
 * A machine outlives its work's last call by `idleTimeout`. Here its process has ended and its directory is
 * empty with the call; what is left to tell is that the machine would still be there.
 */
export function becomeIdle({ core, now }: Turn, work: string): void {
  const { live, ledger } = core;
  const timeout = live.works.get(work)?.machine.idleTimeout;
  const { current, lastStarted = "" } = ledger.works.get(work) ?? {};
  if (timeout === undefined || current !== undefined) return;
  const failed = ledger.calls.get(lastStarted)?.stage === "failed";
  live.idleUntil.set(work, now + Math.max(timeout * 1000, failed ? live.keepFailed : 0));
}

export const nextIdle = ({ live }: Core): readonly number[] => [...live.idleUntil.values()];

export function endIdle({ core, now }: Turn): void {
  const { idleUntil, dirty } = core.live;
  for (const [work, until] of [...idleUntil]) {
    if (until > now) continue;
    idleUntil.delete(work);
    dirty.add(readKeys.work(work, "machine"));
  }
}
