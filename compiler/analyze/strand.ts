import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Slots, Store } from "./store.ts";

/**
 * What is known of the order of calls at a point of a flow. `finished` is what surely has a call behind it,
 * `perhaps` what may have, `started` what was called. An async function that is not awaited is a strand of its
 * own: what finishes inside it has finished for others only once its promise is awaited.
 */
export interface Strand {
  readonly finished: Slots;
  readonly perhaps: Slots;
  readonly started: Slots;
}

export function newStrand(store: Store): Strand {
  return {
    finished: store.slots("must"),
    perhaps: store.slots("may"),
    started: store.slots("may"),
  };
}

/** Births are unique within a store. */
export const keyOf = (work: HeapObject): string => String(work.slots.birth);

export const objectsIn = (slots: Slots): readonly HeapObject[] =>
  [...slots.entries.values()].filter((slot): slot is HeapObject => slot.kind === "object");

export function start(interpreter: Interpreter, work: HeapObject): void {
  interpreter.store.write(interpreter.strand.started, keyOf(work), work);
}

export function finish(interpreter: Interpreter, works: readonly HeapObject[]): void {
  const { store, strand } = interpreter;
  for (const work of works) {
    store.write(strand.finished, keyOf(work), work);
    store.write(strand.perhaps, keyOf(work), work);
  }
}

/** The tick may end here and come back: whatever was started may be over by then. */
export function suspend(interpreter: Interpreter): void {
  const { store, strand } = interpreter;
  for (const [key, slot] of strand.started.entries)
    if (strand.perhaps.entries.get(key) !== slot) store.write(strand.perhaps, key, slot);
}

export const finishedWorks = (interpreter: Interpreter): readonly HeapObject[] =>
  objectsIn(interpreter.strand.finished);

/** Which works may have a finished call behind them here, asked later. */
export function mayFinishAt(interpreter: Interpreter): (work: HeapObject) => boolean {
  const here = objectsIn(interpreter.strand.perhaps);
  return (work) => here.includes(work);
}
