/**
 * What runs beside this: functions that were not awaited on the spot. What they change may change at any later
 * `await`, so there it is made unknown anew; where nothing has been written to it or decided by it in between, the
 * unknown of last time serves.
 */
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Delta, Slot, Slots } from "./store.ts";
import { leaves } from "./value.ts";
import { widen } from "./widen.ts";

export interface Deferred {
  readonly changes: Delta;
  /** What stood there after time had passed last. */
  readonly last: Map<Slots, Map<string, Slot | undefined>>;
}

export function defer(interpreter: Interpreter, changes: Delta): void {
  if (changes.size > 0) interpreter.deferred.push({ changes, last: new Map() });
}

/** Time passes: what was left to run meanwhile may have. */
export function passTime(interpreter: Interpreter, span: Span): void {
  interpreter.onAwait?.();
  const reason = "something that was not awaited on the spot changes it";
  for (const { changes, last } of interpreter.deferred) {
    const stale = staleOf(interpreter, changes, last);
    if (stale.size === 0) continue;
    widen(interpreter, stale, { span, reason });
    for (const [slots, keys] of stale) {
      const now = last.get(slots) ?? new Map<string, Slot | undefined>();
      last.set(slots, now);
      for (const key of keys.keys()) now.set(key, slots.entries.get(key));
    }
  }
}

function staleOf(interpreter: Interpreter, changes: Delta, last: Deferred["last"]): Delta {
  const stale: Delta = new Map();
  for (const [slots, keys] of changes) {
    if (slots.policy !== "value") continue;
    const before = last.get(slots);
    for (const [key, after] of keys) {
      const now = slots.entries.get(key);
      if (before?.has(key) && before.get(key) === now && !decides(interpreter, now)) continue;
      const found = stale.get(slots) ?? new Map<string, Slot | undefined>();
      stale.set(slots, found);
      found.set(key, after);
    }
  }
  return stale;
}

/** A branch has tested it: after that it is another one. */
const decides = ({ tested }: Interpreter, slot: Slot | undefined): boolean =>
  slot !== undefined && slot.kind !== "accessor" && leaves(slot).some((one) => tested.has(one));
