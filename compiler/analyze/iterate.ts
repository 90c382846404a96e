import type { Span } from "#source/span.ts";
import { narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { hiddenPrefix } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeArray } from "./make.ts";
import { elementsOf } from "./member.ts";
import { known, type Value } from "./value.ts";

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
  const special = value.facts?.iterate?.(interpreter, value, span);
  if (special) return special;
  if (value.body.kind === "array") return elementsOf(value);
  if (value.body.kind === "map" || value.body.kind === "set")
    return collected(interpreter, value, span);
  return undefined;
}

export const entryPrefix = `${hiddenPrefix}entry:`;
/** Present on a Map or Set that may have entries we don't know. */
export const unknownEntries = `${hiddenPrefix}unknown`;

/** Entries of a Map or Set in insertion order: an entry is an array `[key, value]`, a member is `[value, value]`. */
export function entriesOf(
  collection: HeapObject,
): readonly (readonly [Value, Value])[] | undefined {
  if (collection.slots.entries.has(unknownEntries)) return undefined;
  const pairs: (readonly [Value, Value])[] = [];
  for (const [key, slot] of collection.slots.entries) {
    if (!key.startsWith(entryPrefix)) continue;
    const pair = slot.kind === "object" ? elementsOf(slot) : undefined;
    if (pair?.[0] === undefined || pair[1] === undefined) return undefined;
    pairs.push([pair[0], pair[1]]);
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
