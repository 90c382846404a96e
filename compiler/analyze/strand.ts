import { BitSet } from "./bit-set.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Slots, type Store, wordOf } from "./store.ts";
import { known } from "./value.ts";

/**
 * What is known of the order of calls at a point of a flow. `finished` is what surely has a call behind it,
 * `perhaps` what may have, `started` what was called. An async function that is not awaited is a strand of its
 * own: what finishes inside it has finished for others only once its promise is awaited.
 *
 * Each is a set of works' numbers, 32 to a slot: a long sequence has thousands of calls behind each call.
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

/** Works in the order of their first calls; the same slots are the same work. */
export interface Called {
  readonly works: HeapObject[];
  readonly numbers: Map<Slots, number>;
}

export const noneCalled = (): Called => ({ works: [], numbers: new Map() });

export function numberOf({ called }: Pick<Interpreter, "called">, work: HeapObject): number {
  const known = called.numbers.get(work.slots);
  if (known !== undefined) return known;
  const number = called.works.push(work) - 1;
  called.numbers.set(work.slots, number);
  return number;
}

export function start(interpreter: Interpreter, work: HeapObject): void {
  const number = numberOf(interpreter, work);
  unite(interpreter.store, interpreter.strand.started, number >> 5, 1 << (number & 31));
}

export function finish(interpreter: Interpreter, works: readonly HeapObject[]): void {
  const { store, strand } = interpreter;
  for (const work of works) {
    const number = numberOf(interpreter, work);
    unite(store, strand.finished, number >> 5, 1 << (number & 31));
    unite(store, strand.perhaps, number >> 5, 1 << (number & 31));
  }
}

/** The tick may end here and come back: whatever was started may be over by then. */
export function suspend(interpreter: Interpreter): void {
  const { store, strand } = interpreter;
  for (const [index, word] of wordsOf(strand.started)) unite(store, strand.perhaps, index, word);
}

function unite(store: Store, slots: Slots, index: number, bits: number): void {
  const key = String(index);
  const before = wordOf(slots.entries.get(key));
  if ((before | bits) !== before) store.write(slots, key, known(before | bits, nowhere));
}

const nowhere = { file: "", start: 0, end: 0 };

const wordsOf = ({ entries }: Slots): readonly (readonly [index: number, word: number])[] =>
  [...entries].map(([key, slot]) => [Number(key), wordOf(slot)] as const);

/** The numbers of the works that surely have a finished call behind them here. */
export const finishedHere = ({ strand }: Interpreter): BitSet =>
  BitSet.ofWords(wordsOf(strand.finished));

/** Of those that may have. */
export const perhapsFinishedHere = ({ strand }: Interpreter): BitSet =>
  BitSet.ofWords(wordsOf(strand.perhaps));

/** Runs something whose finished calls are finished only in there; returns what they are of. */
export function apart(interpreter: Interpreter, run: () => void): readonly HeapObject[] {
  const outer = interpreter.strand;
  const finished = interpreter.store.slots(outer.finished.policy);
  for (const [index, word] of wordsOf(outer.finished))
    unite(interpreter.store, finished, index, word);
  interpreter.strand = { ...outer, finished };
  try {
    run();
    const before = BitSet.ofWords(wordsOf(outer.finished));
    return BitSet.ofWords(wordsOf(finished))
      .members()
      .flatMap((number) => (before.has(number) ? [] : (interpreter.called.works[number] ?? [])));
  } finally {
    interpreter.strand = outer;
  }
}
