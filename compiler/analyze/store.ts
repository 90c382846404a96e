/**
 * Everything that can change during interpretation: variables and properties. The store keeps an undo journal
 * so that both sides of a branch can be executed from the same state, and then joined.
 */
import type { Span } from "#source/span.ts";
import { heightOf, measured } from "./height.ts";
import { orderKey } from "./hidden-keys.ts";
import { deepestValue } from "./limits.ts";
import { type Assumption, join, known, unknown, type Value } from "./value.ts";

/** A property that is computed on access. */
export interface Accessor {
  readonly kind: "accessor";
  readonly get: Value | undefined;
  readonly set: Value | undefined;
}

export type Slot = Value | Accessor;

/**
 * Keys and what they hold. `policy` says what joining does: variables and properties that only one side has
 * become "maybe undefined"; of sets, which are words of 32 bits, *must* keeps what both sides have, *may* what
 * either has.
 */
export interface Slots {
  readonly entries: Map<string, Slot>;
  readonly policy: "value" | "must" | "may";
  readonly birth: number;
  /** How deep what it holds is nested, at most. */
  height: number;
  /** What runs beside this changes it: then who writes to it is noted. */
  watched?: boolean;
}

interface Frame {
  readonly birth: number;
  readonly before: Delta;
  /** The order of keys, where one of them went. */
  readonly orders: Map<Slots, readonly string[]>;
}

/** Slots → key → content; `undefined` for a key that is not there. */
export type Delta = Map<Slots, Map<string, Slot | undefined>>;

/** One way in which a branch can end, and what it has changed since it began. */
export interface Outcome<T> {
  readonly result: T;
  readonly delta: Delta;
  readonly when: readonly Assumption[];
}

/** For objects of the language, older than any frame. */
export const createSlots = (): Slots => ({
  entries: new Map(),
  policy: "value",
  birth: -1,
  height: 0,
});

export class Store {
  #clock = 0;
  readonly #frames: Frame[] = [];
  #latecomers = 0;
  #outside: (() => number) | undefined;
  /** Told where values are nested too deep to go through them. */
  onTooDeep: (() => void) | undefined;
  /** Watched slots that something was written to, until somebody looks. */
  touched = new Set<Slots>();

  slots(policy: Slots["policy"] = "value"): Slots {
    return { entries: new Map(), policy, birth: this.#birth(), height: 0 };
  }

  #birth(): number {
    return this.#outside?.() ?? this.#clock++;
  }

  /** Runs what belongs to no branch: what it makes and writes is older than all of them, and stays. */
  outside<T>(run: () => T): T {
    const [outermost] = this.#frames;
    if (outermost === undefined) return run();
    const frames = this.#frames.splice(0);
    const before = this.#outside;
    // Births stay unique and in order: between the last before the branches and the first in them.
    this.#outside = () => outermost.birth - 1 + ++this.#latecomers * 2 ** -30;
    try {
      return run();
    } finally {
      this.#frames.push(...frames);
      this.#outside = before;
    }
  }

  /** How many branches deep this is: 0 where everything here surely happens. */
  get depth(): number {
    return this.#frames.length;
  }

  write(slots: Slots, key: string, content: Slot | undefined): void {
    const frame = this.#frames.at(-1);
    if (frame && slots.birth < frame.birth) remember(frame, { slots, key, content });
    put(slots, key, content);
    if (slots.watched) this.touched.add(slots);
    if (content) this.rise(slots, content);
  }

  /** What is in there is so deep from now on. */
  rise(slots: Slots, content: Slot): void {
    const height = heightOf(content) + 1;
    if (height <= slots.height) return;
    slots.height = height > deepestValue ? measured(slots) : height;
    if (slots.height > deepestValue) this.onTooDeep?.();
  }

  open(): void {
    this.#frames.push({ birth: this.#birth(), before: new Map(), orders: new Map() });
  }

  /** Ends the innermost frame, undoes what was written in it, and returns that. */
  close(): Delta {
    const frame = this.#frames.pop();
    const after: Delta = new Map();
    for (const [slots, before] of frame?.before ?? []) {
      const changed = new Map<string, Slot | undefined>();
      for (const [key, content] of before) {
        changed.set(key, slots.entries.get(key));
        put(slots, key, content);
        // Its height may have been measured anew without that.
        if (content) this.rise(slots, content);
      }
      after.set(slots, changed);
      if (slots.watched) this.touched.add(slots);
    }
    for (const [slots, order] of frame?.orders ?? []) reorder(slots, order);
    return after;
  }

  /** What the innermost frames, from this depth on, have changed so far. */
  changedSince(depth: number): Delta {
    const changed: Delta = new Map();
    for (const { before } of this.#frames.slice(depth)) {
      for (const [slots, keys] of before) {
        const now = changed.get(slots) ?? new Map<string, Slot | undefined>();
        changed.set(slots, now);
        for (const key of keys.keys()) now.set(key, slots.entries.get(key));
      }
    }
    return changed;
  }

  apply(delta: Delta): void {
    for (const [slots, changed] of delta) {
      for (const [key, content] of changed) this.write(slots, key, content);
    }
  }

  /** The change that stands for "one of these happened". */
  merge(outcomes: readonly Outcome<unknown>[], span: Span): Delta {
    const [first, ...rest] = outcomes;
    if (first === undefined) return new Map();
    return rest.reduce(
      (merged, next) => {
        const joined = mergeTwo(merged, { delta: next.delta, when: next.when }, span);
        return { delta: joined, when: [] };
      },
      { delta: first.delta, when: first.when },
    ).delta;
  }
}

interface Side {
  readonly delta: Delta;
  readonly when: readonly Assumption[];
}

/** What stood there, for undoing; and the order, which a key that goes and comes back would lose. */
function remember(
  { before, orders }: Frame,
  { slots, key, content }: { slots: Slots; key: string; content: Slot | undefined },
): void {
  const keys = before.get(slots) ?? new Map<string, Slot | undefined>();
  before.set(slots, keys);
  const { entries } = slots;
  if (content === undefined && entries.has(key) && !orders.has(slots))
    orders.set(slots, [...entries.keys()]);
  if (!keys.has(key)) keys.set(key, entries.get(key));
  else if (content !== undefined && !entries.has(key) && keys.get(key) !== undefined) {
    const mark = entries.get(orderKey);
    if (!keys.has(orderKey)) keys.set(orderKey, mark);
    if (mark === undefined) entries.set(orderKey, reordered);
  }
}

const reordered = known(true, { file: "", start: 0, end: 0 });

function reorder({ entries }: Slots, order: readonly string[]): void {
  const before = new Map(entries);
  entries.clear();
  for (const key of [...order, ...before.keys()]) {
    const content = before.get(key);
    if (content !== undefined) entries.set(key, content);
  }
}

function put(slots: Slots, key: string, content: Slot | undefined): void {
  if (content === undefined) slots.entries.delete(key);
  else slots.entries.set(key, content);
}

/** `first`, then the others on top of it, one after the other. */
export function compose(first: Delta, ...others: readonly Delta[]): Delta {
  const result: Delta = new Map([...first].map(([slots, keys]) => [slots, new Map(keys)]));
  for (const [slots, keys] of others.flatMap((other) => [...other])) {
    const present = result.get(slots);
    if (present === undefined) result.set(slots, new Map(keys));
    else for (const [key, content] of keys) present.set(key, content);
  }
  return result;
}

/** What of these is otherwise than it was then. */
export function changedAfter(changes: Delta, then: Delta): Delta {
  const later: Delta = new Map();
  for (const [slots, keys] of changes) {
    const before = then.get(slots);
    const rest = [...keys].filter(([key, now]) => !before?.has(key) || before.get(key) !== now);
    if (rest.length > 0) later.set(slots, new Map(rest));
  }
  return later;
}

function mergeTwo(a: Side, b: Side, span: Span): Delta {
  const merged: Delta = new Map();
  for (const slots of new Set([...a.delta.keys(), ...b.delta.keys()])) {
    const keys = new Set([
      ...(a.delta.get(slots)?.keys() ?? []),
      ...(b.delta.get(slots)?.keys() ?? []),
    ]);
    const joined = new Map<string, Slot | undefined>();
    for (const key of keys) {
      joined.set(key, joinSlots({ slots, key, sides: [a, b], span }));
    }
    if (slots.policy === "value" && ordersDiffer(slots, a, b)) {
      joined.set(orderKey, known(true, span));
    }
    merged.set(slots, joined);
  }
  return merged;
}

/** Both sides add the same properties, but in another order: then nobody knows it. */
function ordersDiffer(slots: Slots, a: Side, b: Side): boolean {
  const added = ({ delta }: Side) =>
    [...(delta.get(slots) ?? [])].flatMap(([key, content]) =>
      content !== undefined && !slots.entries.has(key) ? [key] : [],
    );
  const [left, right] = [added(a), added(b)];
  const both = left.filter((key) => right.includes(key));
  return both.join() !== right.filter((key) => left.includes(key)).join();
}

function joinSlots({
  slots,
  key,
  sides: [a, b],
  span,
}: {
  slots: Slots;
  key: string;
  sides: readonly [Side, Side];
  span: Span;
}): Slot | undefined {
  const left = contentOn(a, slots, key);
  const right = contentOn(b, slots, key);
  if (left === right) return left;
  if (slots.policy !== "value") {
    const [one, other] = [wordOf(left), wordOf(right)];
    return known(slots.policy === "must" ? one & other : one | other, span);
  }
  if (left?.kind === "accessor" || right?.kind === "accessor")
    return eitherAccessor(left, right, span);
  const absent: Value = { ...known(undefined, span), absent: true };
  return join(
    { value: left ?? absent, when: a.when },
    { value: right ?? absent, when: b.when },
    span,
  );
}

/** What a slot of 32 bits holds. */
export const wordOf = (slot: Slot | undefined): number =>
  slot?.kind === "known" ? Number(slot.value) : 0;

/** A property that is computed on one side at least. */
function eitherAccessor(a: Slot | undefined, b: Slot | undefined, span: Span): Slot {
  if (a?.kind !== "accessor" || b?.kind !== "accessor")
    return unknown(span, "whether it is computed when it is read depends on what runs");
  const nothing = known(undefined, span);
  const one = (left: Value = nothing, right: Value = nothing) =>
    join({ value: left, when: [] }, { value: right, when: [] }, span);
  return { kind: "accessor", get: one(a.get, b.get), set: one(a.set, b.set) };
}

function contentOn(side: Side, slots: Slots, key: string): Slot | undefined {
  const changed = side.delta.get(slots);
  return changed?.has(key) ? changed.get(key) : slots.entries.get(key);
}
