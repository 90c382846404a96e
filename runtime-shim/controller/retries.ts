import type { Outcome } from "#protocol/call.ts";
import type { WorkSettings } from "#protocol/settings.ts";
import type { Reason } from "#protocol/status.ts";
import type { Call } from "./state.ts";

const lossLimit = 3;
const longestBackoff = 60_000;

export interface Tried {
  readonly call: Call;
  readonly settings: WorkSettings;
  readonly now: number;
}

/** When the next attempt may start, ms; `undefined` where this outcome is the call's. Each kind of trouble has its own budget. */
export function retryTime(outcome: Outcome, tried: Tried): number | undefined {
  if (outcome.kind === "succeeded") return undefined;
  // A stop that nobody here asked for: its agent lost us, or its machine is going away.
  if (outcome.kind === "stopped") return tried.call.stopping === undefined ? tried.now : undefined;
  return retryAfter(outcome.failure.reason, tried);
}

export function retryAfter(reason: Reason, { call, settings, now }: Tried): number | undefined {
  if (call.stopping !== undefined) return undefined;
  if (reason === "interrupted") return now;
  if (reason === "lost") return call.losses < lossLimit ? now : undefined;
  if (reason === "no-capacity") return now + longestBackoff;
  const { limit, backoff } = settings.retries;
  if (call.userFailures >= limit) return undefined;
  return now + Math.min(longestBackoff, backoff * 1000 * 2 ** call.userFailures);
}
