/**
 * What a work's process has done is on record: where it asked the clock or chance, or something out there, the
 * answer is the same in every tick from then on, and a flow may use it as it may use any other data.
 */
import type { HeapObject } from "./heap.ts";
import { ownEntries } from "./member.ts";
import type { Delta, Store } from "./store.ts";
import { choicesOf, type Taint, type Unknown, type Value } from "./value.ts";

/** A work's result; what stands inside of it is changed in place, since nobody else has it. */
export function onRecord(store: Store, value: Value, seen = new Set<HeapObject>()): Value {
  if (value.kind === "unknown") return recorded(value);
  for (const { value: one } of choicesOf(value))
    if (one.kind === "object") recordInside(store, one, seen);
  if (value.kind !== "oneOf" || !value.choices.some(({ value: one }) => asksAnew(one)))
    return value;
  const choices = value.choices.map((choice) => ({
    ...choice,
    value: choice.value.kind === "unknown" ? recorded(choice.value) : choice.value,
  }));
  return { ...value, choices };
}

function recordInside(store: Store, object: HeapObject, seen: Set<HeapObject>): void {
  const { body, facts } = object;
  if (facts || seen.has(object) || (body.kind !== "record" && body.kind !== "array")) return;
  seen.add(object);
  for (const [key, one] of ownEntries(object)) {
    const now = onRecord(store, one, seen);
    if (now !== one) store.write(object.slots, key, now);
  }
}

const asksAnew = (value: Value): boolean => value.kind === "unknown" && value.taints.some(passes);

const recorded = (value: Unknown): Unknown =>
  asksAnew(value) ? { ...value, taints: value.taints.filter((taint) => !passes(taint)) } : value;

const passes = ({ kind }: Taint): boolean => kind === "nondeterministic" || kind === "foreign";

/** The same of what it has changed, its state above all. */
export const changesOnRecord = (store: Store, changes: Delta): Delta =>
  new Map(
    [...changes].map(([slots, keys]) => [
      slots,
      new Map(
        [...keys].map(([key, slot]) => [
          key,
          slot && slot.kind !== "accessor" ? onRecord(store, slot) : slot,
        ]),
      ),
    ]),
  );
