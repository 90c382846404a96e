/** How an attempt is told to end, on each machine that it runs on. */
import type { Attempt, CallId } from "#protocol/call.ts";
import type { Reason } from "#protocol/status.ts";
import { effect, type Turn } from "./turn.ts";

/** Seconds between SIGTERM and SIGKILL. */
export const grace = { stop: 5, failure: 0.5 } as const;

interface Stopped {
  readonly machine: string;
  readonly call: CallId;
  readonly attempt: Attempt;
  readonly work: string;
  readonly reason: Reason;
}

export function stopOn(turn: Turn, { machine, ...stopped }: Stopped): void {
  const { epoch } = turn.core.ledger;
  const message = { kind: "stop", epoch, ...stopped, graceSeconds: grace.stop } as const;
  effect(turn, { kind: "agent", machine, message });
}
