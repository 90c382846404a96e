import type { Effect } from "./event.ts";
import type { Core } from "./state.ts";

/**
 * An order that waited for its record may have been overtaken: its agent came back without it, and the attempt
 * was given up. What is on record as over must not begin.
 */
export function isStale({ ledger }: Core, effect: Effect): boolean {
  if (effect.kind !== "attempt") return false;
  const { call, attempt, work } = effect.order;
  return ledger.works.get(work)?.current !== call || ledger.calls.get(call)?.attempt !== attempt;
}
