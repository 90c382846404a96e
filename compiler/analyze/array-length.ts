import type { Span } from "#source/span.ts";
import { fork, forkValue } from "./branch.ts";
import type { Completion } from "./completion.ts";
import { narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { type Assumption, choicesOf, type Known, type Value } from "./value.ts";

interface Side {
  readonly when: readonly Assumption[];
  readonly settle: () => void;
}

/** Where an array has one of several lengths: a side for each, in which it has that one. */
function lengthSides(interpreter: Interpreter, array: HeapObject): readonly Side[] | undefined {
  const slot = array.slots.entries.get("length");
  if (slot?.kind !== "oneOf") return undefined;
  // Where a branch has decided it, it is one.
  const choices = choicesOf(narrow(interpreter, slot));
  const sides = choices.flatMap(({ value, when }) =>
    value.kind === "known" ? [{ when, settle: () => settleLength(interpreter, array, value) }] : [],
  );
  return sides.length === choices.length ? sides : undefined;
}

function settleLength(interpreter: Interpreter, array: HeapObject, length: Known): void {
  interpreter.store.write(array.slots, "length", length);
  for (const [key, slot] of [...array.slots.entries]) {
    if (slot.kind !== "oneOf" || key === "length") continue;
    const narrowed = narrow(interpreter, slot);
    if (narrowed === slot) continue;
    const gone = narrowed.kind === "known" && narrowed.absent;
    interpreter.store.write(array.slots, key, gone ? undefined : narrowed);
  }
}

/** `run` for each length that the array may have; undefined where there is but one, or nobody knows. */
export function forEachLength(
  interpreter: Interpreter,
  array: HeapObject,
  { run, span }: { readonly run: () => Completion; readonly span: Span },
): Completion | undefined {
  const sides = lengthSides(interpreter, array)?.map(({ when, settle }) => ({
    when,
    run: () => {
      settle();
      return run();
    },
  }));
  return sides && fork(interpreter, sides, span);
}

/** The same for what gives a value. */
export function valueForEachLength(
  interpreter: Interpreter,
  array: HeapObject,
  { run, span }: { readonly run: () => Value; readonly span: Span },
): Value | undefined {
  const sides = lengthSides(interpreter, array)?.map(({ when, settle }) => ({
    when,
    run: () => {
      settle();
      return run();
    },
  }));
  return sides && forkValue(interpreter, sides, span);
}
