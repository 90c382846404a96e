/**
 * What `values()`, `keys()` and `entries()` answer: it yields each element once, and is empty from then on.
 * Its slots hold what it goes over and how much of that is taken.
 */
import type { Span } from "#source/span.ts";
import type { HeapObject } from "../heap.ts";
import { allocate, type Interpreter } from "../interpreter.ts";
import { iterate, iteratorSource, taken } from "../iterate.ts";
import { makeArray, makeNative, makeRecord } from "../make.ts";
import { known, mixed, type Value } from "../value.ts";

export function makeIterator(
  interpreter: Interpreter,
  source: HeapObject,
  yields: "keys" | "values" | "entries",
  span: Span,
): HeapObject {
  const iterator = allocate(interpreter, { kind: "iterator", yields }, { span });
  interpreter.store.write(iterator.slots, iteratorSource, source);
  interpreter.store.write(iterator.slots, taken, known(0, span));
  return iterator;
}

export const iteratorMembers: ReadonlyMap<string, Value> = new Map([
  [
    "next",
    makeNative("next", {
      call: (interpreter, { self, span }) => {
        const before = self.kind === "object" ? self.slots.entries.get(taken) : undefined;
        const items = iterate(interpreter, self, span);
        if (items === undefined || self.kind !== "object" || before?.kind !== "known")
          return mixed(span, [self]);
        interpreter.store.write(self.slots, taken, known(Number(before.value) + 1, span));
        const [item] = items;
        const entries = [
          ["value", item ?? known(undefined, span)],
          ["done", known(item === undefined, span)],
        ] as const;
        return makeRecord(interpreter, entries, span);
      },
    }),
  ],
  [
    "toArray",
    makeNative("toArray", {
      call: (interpreter, { self, span }) => {
        const items = iterate(interpreter, self, span);
        return items ? makeArray(interpreter, items, span) : mixed(span, [self]);
      },
    }),
  ],
]);
