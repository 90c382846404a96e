import type { Span } from "#source/span.ts";
import { forEachLength } from "./array-length.ts";
import { type Completion, normal } from "./completion.ts";
import { narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { hiddenPrefix, orderKey, restKey, yielded } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeArray } from "./make.ts";
import { arrayLength, elementsOf, findSlot, forgetLength, ownEntries } from "./member.ts";
import { walk } from "./semantics.ts";
import { wellKnown } from "./symbol.ts";
import { known, mayBeAbsent, mixed, type Value } from "./value.ts";

/** What `for…of` and spreads go through, where all of it is known. */
export function iterate(
  interpreter: Interpreter,
  iterable: Value,
  span: Span,
): readonly Value[] | undefined {
  const value = narrow(interpreter, iterable);
  if (value.kind === "known" && typeof value.value === "string") {
    return [...value.value].map((letter) => known(letter, value.span));
  }
  if (value.kind !== "object") return undefined;
  if (value.facts) return undefined;
  if (value.body.kind === "generator" || findSlot(value, wellKnown.iterator))
    return listed(interpreter, value, span);
  if (value.body.kind === "array") return elementsOf(value);
  if (value.body.kind === "map" || value.body.kind === "set")
    return collected(interpreter, value, span);
  if (value.body.kind === "iterator") return drained(interpreter, value, value.body.yields);
  return undefined;
}

/** What an object yields, taken one after the other; what it may yield where nobody knows stays with it. */
function listed(
  interpreter: Interpreter,
  iterable: HeapObject,
  span: Span,
): readonly Value[] | undefined {
  const list = makeArray(interpreter, [], span);
  walk(interpreter, iterable, {
    span,
    each: (item) => {
      append(interpreter, list, item);
      return { kind: "normal" };
    },
  });
  interpreter.store.write(iterable.slots, yielded, list);
  return elementsOf(list);
}

/** Puts an item behind the others; where nobody knows how many there are, it may be any of them. */
export function append(interpreter: Interpreter, list: HeapObject, item: Value): void {
  const { store } = interpreter;
  const length = arrayLength(list);
  if (length !== undefined) {
    store.write(list.slots, String(length), item);
    store.write(list.slots, "length", known(length + 1, list.span));
    return;
  }
  const run = (): Completion => {
    append(interpreter, list, item);
    return normal;
  };
  if (forEachLength(interpreter, list, { run, span: list.span })) return;
  forgetLength(interpreter, list, list.span);
  const rest = list.slots.entries.get(restKey);
  const others = rest && rest.kind !== "accessor" ? [rest] : [];
  store.write(list.slots, restKey, mixed(list.span, [item, ...others]));
  for (const [key, one] of ownEntries(list))
    if (mayBeAbsent(one)) store.write(list.slots, key, mixed(list.span, [one, item]));
}

export const entryPrefix = `${hiddenPrefix}entry:`;
/** Present on a Map or Set that may have entries we don't know. */
export const unknownEntries = `${hiddenPrefix}unknown`;

/** Entries of a Map or Set in insertion order: an entry is an array `[key, value]`, a member is `[value, value]`. */
export const entriesOf = (
  collection: HeapObject,
): readonly (readonly [Value, Value])[] | undefined =>
  entryPairs(collection)?.map(({ key, value }) => [key, value] as const);

export interface EntryPair {
  /** Tells entries of one collection apart. */
  readonly name: string;
  readonly key: Value;
  readonly value: Value;
}

export function entryPairs({ slots }: HeapObject): readonly EntryPair[] | undefined {
  if (slots.entries.has(unknownEntries) || slots.entries.has(orderKey)) return undefined;
  const pairs: EntryPair[] = [];
  for (const [key, slot] of slots.entries) {
    if (!key.startsWith(entryPrefix)) continue;
    const pair = slot.kind === "object" ? elementsOf(slot) : undefined;
    if (pair?.[0] === undefined || pair[1] === undefined) return undefined;
    pairs.push({ name: key, key: pair[0], value: pair[1] });
  }
  return pairs;
}

function collected(
  interpreter: Interpreter,
  collection: HeapObject,
  span: Span,
): readonly Value[] | undefined {
  const pairs = entriesOf(collection);
  if (collection.body.kind === "set") return pairs?.map(([value]) => value);
  return pairs?.map((pair) => makeArray(interpreter, pair, span));
}

/** On an iterator: what it goes over, and how many of these it has given away. */
export const iteratorSource = `${hiddenPrefix}source`;
export const taken = `${hiddenPrefix}taken`;

/** What is left of an iterator; nothing is from now on. */
function drained(
  interpreter: Interpreter,
  iterator: HeapObject,
  yields: "keys" | "values" | "entries",
): readonly Value[] | undefined {
  const source = iterator.slots.entries.get(iteratorSource);
  const start = iterator.slots.entries.get(taken);
  const pairs = source?.kind === "object" ? pairsOf(source) : undefined;
  if (pairs === undefined || start?.kind !== "known") return undefined;
  interpreter.store.write(iterator.slots, taken, known(Number.POSITIVE_INFINITY, iterator.span));
  return pairs
    .slice(Number(start.value))
    .map(([key, value]) =>
      yields === "keys"
        ? key
        : yields === "values"
          ? value
          : makeArray(interpreter, [key, value], iterator.span),
    );
}

const pairsOf = (source: HeapObject): readonly (readonly [Value, Value])[] | undefined =>
  source.body.kind === "array"
    ? elementsOf(source)?.map((one, index) => [known(index, source.span), one] as const)
    : entriesOf(source);
