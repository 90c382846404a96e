import { inOccurrence, readKeys } from "#protocol/flow.ts";
import { type CallIdentity, callIdOf } from "./identity.ts";
import type { Tick } from "./tick.ts";

export interface NextRun {
  readonly call: string;
  readonly notBefore?: number;
}

/** Of a work with `cacheCalls: false`: each run of a call is a call of its own, so that its id is that run's. */
export function nextRun(tick: Tick, identity: CallIdentity): NextRun {
  const key = runsKey(tick, identity);
  tick.reads.add(readKeys.mark(key));
  const known = runsOf(tick, key);
  const { ids } = tick.engine;
  if (known === undefined) return { call: callIdOf(identity, ids) };
  return { call: callIdOf({ ...identity, run: known.run }, ids), notBefore: known.notBefore };
}

/** A run that has ended is shown to this tick and to no other: with its record, the next one may follow. */
export function takeDelivery(
  tick: Tick,
  { call, identity }: { readonly call: string; readonly identity: CallIdentity },
): void {
  const view = tick.engine.view.calls.get(call);
  const ended =
    view?.kind === "succeeded" || (view?.kind === "failed" && view.reason !== "stopped");
  if (!ended || tick.mode !== "tick" || tick.reached.has(call)) return;
  const key = runsKey(tick, identity);
  tick.operations.push({ kind: "delivered", key, call, run: runsOf(tick, key)?.run ?? 0 });
}

function runsOf(tick: Tick, key: string) {
  const known = tick.engine.view.marks.get(key);
  return known?.kind === "runs" ? known : undefined;
}

const runsKey = (tick: Tick, identity: CallIdentity): string => {
  const { occurrence } = identity;
  const scope = occurrence === undefined ? "" : inOccurrence(occurrence);
  return `runs ${callIdOf(identity, tick.engine.ids)}${scope}`;
};
