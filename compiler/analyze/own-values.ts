import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { hiddenPrefix, restKey, symbolPrefix, yielded } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { integerKeysFirst } from "./member.ts";
import { enumerable } from "./own.ts";
import { call } from "./semantics.ts";
import type { Slot } from "./store.ts";
import { known, type Value } from "./value.ts";

/** Own enumerable properties as something reads them that calls their getters: a spread, `Object.entries`. */
export function ownValues(
  interpreter: Interpreter,
  object: HeapObject,
  span: Span,
): readonly (readonly [string, Value])[] {
  return integerKeysFirst(enumerable(object)).map(
    ([key, slot]) => [key, readSlot(interpreter, slot, { self: object, span })] as const,
  );
}

/** The same, and those named by symbols: what spreads and `Object.assign` copy. */
export function copiedValues(
  interpreter: Interpreter,
  object: HeapObject,
  span: Span,
): readonly (readonly [string, Value])[] {
  const symbols = [...object.slots.entries].filter(([key]) => key.startsWith(symbolPrefix));
  return [
    ...ownValues(interpreter, object, span),
    ...symbols.map(
      ([key, slot]) => [key, readSlot(interpreter, slot, { self: object, span })] as const,
    ),
  ];
}

function readSlot(
  interpreter: Interpreter,
  slot: Slot,
  { self, span }: { readonly self: HeapObject; readonly span: Span },
): Value {
  if (slot.kind !== "accessor") return slot;
  return slot.get === undefined
    ? known(undefined, span)
    : call(interpreter, slot.get, { self, arguments: [], argumentSpans: [], span });
}

/** What any of its properties may be, those that are not listed included. */
export function heldBy({ slots }: HeapObject): readonly Value[] {
  return [...slots.entries].flatMap(([key, slot]) => {
    const listed = !key.startsWith(hiddenPrefix) || key === restKey || key === yielded;
    return slot.kind !== "accessor" && listed && key !== "length" ? [slot] : [];
  });
}
