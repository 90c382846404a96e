/**
 * What runs beside this: functions that were not awaited on the spot. What they change may change at any later
 * `await`, so there it is made unknown anew. Where nothing has been written to it or decided by it in between,
 * the unknown of last time serves, and is not even looked at: a thousand such functions await thousands of times.
 */
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Delta, Slot, Slots } from "./store.ts";
import { join, known, leaves } from "./value.ts";
import { widen } from "./widen.ts";

export interface Deferred {
  readonly places: Map<Slots, Map<string, Place>>;
  /** Written to, or decided by, since time passed last. */
  readonly touched: Set<Slots>;
  /** Where an unknown value that time has made stands. */
  readonly stands: WeakMap<object, Slots>;
}

interface Place {
  /** What such a function leaves there. */
  readonly after: Slot | undefined;
  /** What stood there after time had passed last; absent before that. */
  last?: Slot | undefined;
}

export const noneDeferred = (): Deferred => ({
  places: new Map(),
  touched: new Set(),
  stands: new WeakMap(),
});

/** Nothing runs beside what begins here; returns what ran before. */
export function exchangeDeferred(interpreter: Interpreter, next = noneDeferred()): Deferred {
  const before = interpreter.deferred;
  interpreter.deferred = next;
  interpreter.store.touched = next.touched;
  return before;
}

/** Of what has changed, what was not written by the time that passed meanwhile. */
export function ownChanges({ deferred }: Interpreter, changes: Delta): Delta {
  const own: Delta = new Map();
  for (const [slots, keys] of changes) {
    if (slots.policy !== "value") continue;
    const known = deferred.places.get(slots);
    const rest = [...keys].filter(
      ([key, after]) => after === undefined || known?.get(key)?.last !== after,
    );
    if (rest.length > 0) own.set(slots, new Map(rest));
  }
  return own;
}

/** From now on these changes may happen at any `await`. */
export function defer(interpreter: Interpreter, changes: Delta, span: Span): void {
  const { places, touched } = interpreter.deferred;
  for (const [slots, keys] of ownChanges(interpreter, changes)) {
    const known = places.get(slots) ?? new Map<string, Place>();
    places.set(slots, known);
    for (const [key, after] of keys) {
      const before = known.get(key);
      known.set(key, before ? { ...before, after: either(before.after, after, span) } : { after });
    }
    touched.add(slots);
    slots.watched = true;
  }
}

function either(a: Slot | undefined, b: Slot | undefined, span: Span): Slot | undefined {
  if (a?.kind === "accessor" || b?.kind === "accessor") return b;
  const nothing = known(undefined, span);
  return join({ value: a ?? nothing, when: [] }, { value: b ?? nothing, when: [] }, span);
}

/** Time passes: what was left to run meanwhile may have. */
export function passTime(interpreter: Interpreter, span: Span): void {
  interpreter.onAwait?.();
  const { places, touched } = interpreter.deferred;
  const reason = "something that was not awaited on the spot changes it";
  for (const slots of [...touched]) {
    const known = places.get(slots);
    if (known === undefined) continue;
    const stale = [...known].filter(([key, place]) =>
      isStale(interpreter, place, slots.entries.get(key)),
    );
    const changes = new Map(stale.map(([key, { after }]) => [key, after]));
    widen(interpreter, new Map([[slots, changes]]), { span, reason });
    for (const [key, place] of stale)
      settle(interpreter, place, { slots, now: slots.entries.get(key) });
  }
  touched.clear();
}

function settle(
  { deferred }: Interpreter,
  place: Place,
  { slots, now }: { readonly slots: Slots; readonly now: Slot | undefined },
): void {
  place.last = now;
  if (now === undefined || now.kind === "accessor") return;
  for (const one of leaves(now)) deferred.stands.set(one, slots);
}

function isStale({ tested }: Interpreter, place: Place, now: Slot | undefined): boolean {
  if (now === undefined || now.kind === "accessor" || place.last !== now) return true;
  return leaves(now).some((one) => tested.has(one));
}

/** A branch is decided by it: after that it may be another one. */
export function noteTest({ tested, deferred }: Interpreter, value: object): void {
  tested.add(value);
  const slots = deferred.stands.get(value);
  if (slots) deferred.touched.add(slots);
}
