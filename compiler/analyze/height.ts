/**
 * How deep values are nested in values. Whoever goes through data recurses with it, so that there is a limit: it
 * is counted where something is put into something else, and looked at closely only where the count is high,
 * since what points back at itself counts up without being deep.
 */
import type { Slot, Slots } from "./store.ts";
import type { Value } from "./value.ts";

/** At least as deep as what it holds. */
export function heightOf(slot: Slot): number {
  if (slot.kind === "object") return slot.slots.height;
  if (slot.kind === "oneOf") return Math.max(...slot.choices.map(({ value }) => heightOf(value)));
  return slot.kind === "unknown" ? tallest(slot.holds) : 0;
}

const tallest = (values: readonly Value[]): number =>
  values.reduce((height, one) => Math.max(height, heightOf(one)), 0);

interface Level {
  readonly slots: Slots;
  readonly inner: Slots[];
}

/**
 * How deep going through it gets, where each object is looked at once. Nothing in there is deeper than there are
 * objects in all: what has counted up beyond that, around a circle, starts to count from there again.
 */
export function measured(slots: Slots): number {
  const seen = new Set([slots]);
  const path: Level[] = [{ slots, inner: heldBy(slots) }];
  let deepest = 0;
  for (let top = path.at(-1); top; top = path.at(-1)) {
    deepest = Math.max(deepest, path.length);
    const next = top.inner.pop();
    if (next === undefined) path.pop();
    else if (!seen.has(next)) {
      seen.add(next);
      path.push({ slots: next, inner: heldBy(next) });
    }
  }
  for (const one of seen) one.height = Math.min(one.height, seen.size);
  return deepest;
}

const heldBy = ({ entries }: Slots): Slots[] => [...entries.values()].flatMap(slotsIn);

function slotsIn(slot: Slot): readonly Slots[] {
  if (slot.kind === "unknown") return slot.holds.flatMap(slotsIn);
  if (slot.kind === "oneOf") return slot.choices.flatMap(({ value }) => slotsIn(value));
  if (slot.kind !== "object") return [];
  return slot.body.kind === "promise" ? [slot.slots, ...slotsIn(slot.body.value)] : [slot.slots];
}
