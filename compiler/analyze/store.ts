/**
 * Everything that can change during interpretation: variables and properties. The store keeps an undo journal
 * so that both sides of a branch can be executed from the same state, and then joined.
 */
import type { Span } from "#source/span.ts";
import { orderKey } from "./hidden-keys.ts";
import { type Assumption, join, known, type Value } from "./value.ts";

/** A property that is computed on access. */
export interface Accessor {
  readonly kind: "accessor";
  readonly get: Value | undefined;
  readonly set: Value | undefined;
}

export type Slot = Value | Accessor;

/**
 * Keys and what they hold. `policy` says what joining does with a key that only one side has: variables and
 * properties become "maybe undefined", *must* sets lose it, *may* sets keep it.
 */
export interface Slots {
  readonly entries: Map<string, Slot>;
  readonly policy: "value" | "must" | "may";
  readonly birth: number;
}

interface Frame {
  readonly birth: number;
  readonly before: Delta;
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
export const createSlots = (): Slots => ({ entries: new Map(), policy: "value", birth: -1 });

export class Store {
  #clock = 0;
  readonly #frames: Frame[] = [];

  slots(policy: Slots["policy"] = "value"): Slots {
    return { entries: new Map(), policy, birth: this.#clock++ };
  }

  /** How many branches deep this is: 0 where everything here surely happens. */
  get depth(): number {
    return this.#frames.length;
  }

  write(slots: Slots, key: string, content: Slot | undefined): void {
    const frame = this.#frames.at(-1);
    if (frame && slots.birth < frame.birth) remember(frame.before, slots, key);
    put(slots, key, content);
  }

  open(): void {
    this.#frames.push({ birth: this.#clock++, before: new Map() });
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
      }
      after.set(slots, changed);
    }
    return after;
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

function remember(before: Delta, slots: Slots, key: string): void {
  const keys = before.get(slots) ?? new Map<string, Slot | undefined>();
  before.set(slots, keys);
  if (!keys.has(key)) keys.set(key, slots.entries.get(key));
}

function put(slots: Slots, key: string, content: Slot | undefined): void {
  if (content === undefined) slots.entries.delete(key);
  else slots.entries.set(key, content);
}

/** `first`, then `second` on top of it. */
export function compose(first: Delta, second: Delta): Delta {
  const result: Delta = new Map([...first].map(([slots, keys]) => [slots, new Map(keys)]));
  for (const [slots, keys] of second) {
    const present = result.get(slots);
    if (present === undefined) result.set(slots, new Map(keys));
    else for (const [key, content] of keys) present.set(key, content);
  }
  return result;
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
  if (slots.policy === "must") return left === undefined || right === undefined ? undefined : left;
  if (slots.policy === "may") return left ?? right;
  if (left?.kind === "accessor" || right?.kind === "accessor") return left ?? right;
  const absent: Value = { ...known(undefined, span), absent: true };
  return join(
    { value: left ?? absent, when: a.when },
    { value: right ?? absent, when: b.when },
    span,
  );
}

function contentOn(side: Side, slots: Slots, key: string): Slot | undefined {
  const changed = side.delta.get(slots);
  return changed?.has(key) ? changed.get(key) : slots.entries.get(key);
}
