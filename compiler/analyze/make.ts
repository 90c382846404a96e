import type { Json } from "#protocol/value.ts";
import type { Span } from "#source/span.ts";
import type { HeapObject, Native } from "./heap.ts";
import { allocate, type Interpreter } from "./interpreter.ts";
import { stepsPerElement } from "./limits.ts";
import { createSlots } from "./store.ts";
import { known, type Value } from "./value.ts";

export function makeArray(
  interpreter: Interpreter,
  elements: readonly Value[],
  span: Span,
): HeapObject {
  const array = allocate(interpreter, { kind: "array" }, { span });
  interpreter.fuel -= elements.length * stepsPerElement;
  elements.forEach((element, index) => {
    interpreter.store.write(array.slots, String(index), element);
  });
  interpreter.store.write(array.slots, "length", known(elements.length, span));
  return array;
}

export function makeRecord(
  interpreter: Interpreter,
  entries: Iterable<readonly [string, Value]>,
  span: Span,
): HeapObject {
  const record = allocate(interpreter, { kind: "record" }, { span });
  for (const [key, value] of entries) interpreter.store.write(record.slots, key, value);
  return record;
}

export function makeJson(interpreter: Interpreter, json: Json, span: Span): Value {
  if (typeof json !== "object" || json === null) return known(json, span);
  if (isArray(json))
    return makeArray(
      interpreter,
      json.map((one) => makeJson(interpreter, one, span)),
      span,
    );
  return makeRecord(
    interpreter,
    Object.entries(json).map(([key, one]) => [key, makeJson(interpreter, one, span)] as const),
    span,
  );
}

const isArray = (json: Json): json is readonly Json[] => Array.isArray(json);

const nowhere: Span = { file: "", start: 0, end: 0 };

/** A function of the language or the SDK. */
export function makeNative(
  name: string,
  parts: Omit<Native, "kind" | "name">,
  members: Readonly<Record<string, Value>> = {},
): HeapObject {
  const slots = createSlots();
  for (const [key, value] of Object.entries(members)) slots.entries.set(key, value);
  return {
    kind: "object",
    body: { kind: "native", name, ...parts },
    slots,
    prototype: undefined,
    span: nowhere,
  };
}

/** A namespace such as `Math`, or a prototype: nothing in it changes. */
export function makeFixed(members: Readonly<Record<string, Value>>): HeapObject {
  const slots = createSlots();
  for (const [key, value] of Object.entries(members)) slots.entries.set(key, value);
  return { kind: "object", body: { kind: "record" }, slots, prototype: undefined, span: nowhere };
}
