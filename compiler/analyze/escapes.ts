import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { repeatUnknown } from "./loop.ts";
import { ownEntries } from "./member.ts";
import { noteLocal } from "./note.ts";
import { callBack } from "./semantics.ts";
import { leaves, mixed, unknown, type Value } from "./value.ts";

/**
 * Values go where we can't follow: an unknown function. It may call the functions among them any number of
 * times, and change plain data among them; components keep their fields. The result may hold any of them.
 */
export function escapes(
  interpreter: Interpreter,
  values: readonly Value[],
  span: Span,
  reason?: string,
): Value {
  const objects = values
    .flatMap(leaves)
    .filter((value): value is HeapObject => value.kind === "object");
  const results = objects
    .filter(({ body }) => body.kind === "closure")
    .map((callback) => calledSometime(interpreter, callback, span));
  for (const value of values) noteLocal(interpreter, value, { how: "writes", span });
  const result = mixed(span, [...values, ...results], reason);
  for (const object of objects) interpreter.phase.observe?.(object, span);
  for (const object of objects) havoc(interpreter, object, result.because);
  return result;
}

function calledSometime(interpreter: Interpreter, callback: HeapObject, span: Span): Value {
  let result: Value = unknown(span, "it is made by a function that something else calls");
  repeatUnknown(interpreter, { span, reason: "a callback changes it" }, () => {
    const anything = unknown(span, "it is what a callback is called with");
    result = mixed(span, [callBack(interpreter, callback, [anything, anything, anything], span)]);
  });
  return result;
}

/** Plain data that something unknown has seen may be anything now; so may what it refers to. */
function havoc(
  interpreter: Interpreter,
  object: HeapObject,
  because: Span,
  seen = new Set<HeapObject>(),
): void {
  if (object.body.kind !== "record" && object.body.kind !== "array") return;
  if (object.slots.birth < 0 || seen.has(object)) return;
  seen.add(object);
  const lost = unknown(because, "what it was handed to may have changed it");
  for (const [key, value] of ownEntries(object)) {
    const { holds } = mixed(because, [value]);
    for (const held of holds) havoc(interpreter, held, because, seen);
    interpreter.store.write(object.slots, key, { ...lost, holds });
  }
  if (object.body.kind === "array") interpreter.store.write(object.slots, "length", lost);
  interpreter.store.write(object.slots, restKey, lost);
}
