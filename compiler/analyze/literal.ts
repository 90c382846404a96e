import type { ArrayExpression, ObjectExpression, ObjectProperty } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { orderKey, restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { iterate } from "./iterate.ts";
import { makeArray, makeRecord } from "./make.ts";
import { forgetLength, ownEntries, write } from "./member.ts";
import { evaluateNamed, nameOfTarget } from "./named.ts";
import { copiedValues, heldBy } from "./own-values.ts";
import { keyOf } from "./reference.ts";
import { evaluate } from "./semantics.ts";
import { setUnknownKey } from "./set.ts";
import { choicesOf, join, known, mayBeAbsent, mixed, type Value } from "./value.ts";

export function evaluateObject(
  interpreter: Interpreter,
  node: ObjectExpression,
  place: Place,
): HeapObject {
  const record = makeRecord(interpreter, [], spanIn(place.module, node));
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      spreadInto(interpreter, record, evaluate(interpreter, property.argument, place));
    } else defineProperty(interpreter, record, property, place);
  }
  return record;
}

function defineProperty(
  interpreter: Interpreter,
  record: HeapObject,
  property: ObjectProperty,
  place: Place,
): void {
  const key = keyOf(interpreter, property, place);
  const value = evaluateMethodOrValue(interpreter, { property, record }, place);
  if (
    key === "__proto__" &&
    property.kind === "init" &&
    !property.computed &&
    !property.shorthand &&
    !property.method
  ) {
    const span = spanIn(place.module, property);
    interpreter.store.write(
      record.slots,
      restKey,
      mixed(span, [value], "`__proto__` is not followed"),
    );
    return;
  }
  // `{ __proto__: x }` says what it inherits from.
  const inherits = key === "__proto__" && !property.computed && !property.shorthand;
  if (inherits && value.kind === "known" && !property.method) return;
  if (typeof key !== "string" || inherits) {
    setUnknownKey(
      interpreter,
      record,
      typeof key === "string" ? mixed(record.span, [value]) : key,
      value,
    );
    return;
  }
  if (property.kind === "init") {
    write(interpreter, record, key, value);
    return;
  }
  const before = record.slots.entries.get(key);
  const pair = before?.kind === "accessor" ? before : { get: undefined, set: undefined };
  write(interpreter, record, key, {
    kind: "accessor",
    get: property.kind === "get" ? value : pair.get,
    set: property.kind === "set" ? value : pair.set,
  });
}

function evaluateMethodOrValue(
  interpreter: Interpreter,
  { property, record }: { property: ObjectProperty; record: HeapObject },
  place: Place,
): Value {
  const { value } = property;
  if ((property.method || property.kind !== "init") && value.type === "FunctionExpression") {
    const { scope, module } = place;
    const body = { kind: "closure", code: value, scope, module, home: record } as const;
    return allocate(interpreter, body, { span: spanIn(module, property) });
  }
  const { key } = property;
  return evaluateNamed(
    interpreter,
    value,
    place,
    property.computed ? undefined : nameOfTarget(key),
  );
}

/** `{ ...value }`, `Object.assign(record, value)`. */
export function spreadInto(interpreter: Interpreter, record: HeapObject, spread: Value): void {
  const source = narrow(interpreter, spread);
  if (source.kind === "known") {
    const letters = typeof source.value === "string" ? source.value : "";
    for (let index = 0; index < letters.length; index++)
      write(interpreter, record, String(index), known(letters[index], source.span));
    return;
  }
  if (source.kind === "oneOf") {
    spreadMaybe(interpreter, record, source);
    return;
  }
  if (source.kind !== "object") {
    const span = source.kind === "unknown" ? source.because : source.span;
    setUnknownKey(interpreter, record, mixed(span, [source]), mixed(span, [source]));
    return;
  }
  const rest = source.slots.entries.get(restKey);
  if (rest && rest.kind !== "accessor") perhapsReplace(interpreter, record, rest);
  for (const [key, value] of copiedValues(interpreter, source, source.span)) {
    write(interpreter, record, key, mayBeAbsent(value) ? overlaid(record, key, value) : value);
  }
  for (const key of source.body.kind === "array" ? [restKey] : [restKey, orderKey]) {
    const hidden = source.slots.entries.get(key);
    if (hidden !== undefined) interpreter.store.write(record.slots, key, hidden);
  }
}

/** What has properties that nobody knows may have any of these, too. */
function perhapsReplace(interpreter: Interpreter, record: HeapObject, rest: Value): void {
  const other = (): Value => (rest.kind === "unknown" ? { ...rest } : rest);
  for (const [key, value] of ownEntries(record)) {
    const either = join({ value, when: [] }, { value: other(), when: [] }, record.span);
    interpreter.store.write(record.slots, key, either);
  }
}

/** What may not be there leaves what was there before. */
function overlaid(record: HeapObject, key: string, value: Value): Value {
  const slot = record.slots.entries.get(key);
  const before = slot && slot.kind !== "accessor" ? slot : undefined;
  if (before === undefined) return value;
  return (
    choicesOf(value).reduce<Value | undefined>((sofar, choice) => {
      const one = mayBeAbsent(choice.value) ? before : choice.value;
      const next = { value: one, when: choice.when };
      return sofar === undefined ? one : join({ value: sofar, when: [] }, next, record.span);
    }, undefined) ?? before
  );
}

/** Spreading one of several objects: each key holds what any of them gives it, or what was there. */
function spreadMaybe(
  interpreter: Interpreter,
  record: HeapObject,
  source: Extract<Value, { kind: "oneOf" }>,
): void {
  const before = new Map(ownEntries(record));
  const copies = choicesOf(source).map(({ value, when }) => {
    const copy = makeRecord(interpreter, before, source.span);
    spreadInto(interpreter, copy, value);
    return { copy, when };
  });
  const keys = new Set(copies.flatMap(({ copy }) => ownEntries(copy).map(([key]) => key)));
  for (const key of keys) {
    const values = copies.map(({ copy, when }) => {
      const slot = copy.slots.entries.get(key);
      return {
        value: slot && slot.kind !== "accessor" ? slot : absentAt(source.span),
        when,
      };
    });
    const [first, ...rest] = values;
    if (first)
      write(
        interpreter,
        record,
        key,
        rest.reduce((a, b) => ({ value: join(a, b, source.span), when: [] }), first).value,
      );
  }
  const orders = copies.map(({ copy }) => ownEntries(copy).map(([key]) => key));
  const common = (order: readonly string[]) =>
    order.filter((key) => orders.every((other) => other.includes(key))).join();
  const uncertain = copies.some(({ copy }) => copy.slots.entries.has(orderKey));
  if (uncertain || new Set(orders.map(common)).size > 1) {
    interpreter.store.write(record.slots, orderKey, known(true, source.span));
  }
  const lost = copies
    .find(({ copy }) => copy.slots.entries.has(restKey))
    ?.copy.slots.entries.get(restKey);
  if (lost) interpreter.store.write(record.slots, restKey, lost);
}

const absentAt = (span: Span): Value => ({ ...known(undefined, span), absent: true });

export function evaluateArray(
  interpreter: Interpreter,
  node: ArrayExpression,
  place: Place,
): HeapObject {
  const span = spanIn(place.module, node);
  const { elements, complete } = evaluateList(interpreter, node.elements, place);
  const array = makeArray(interpreter, elements, span);
  if (complete && node.elements.includes(null)) leaveHoles(interpreter, node, array);
  if (!complete) {
    forgetLength(interpreter, array, span);
    interpreter.store.write(array.slots, restKey, mixed(span, elements));
  }
  return array;
}

/** `[1, , 3]`; behind a spread nobody counts. */
function leaveHoles(interpreter: Interpreter, node: ArrayExpression, array: HeapObject): void {
  const spread = node.elements.findIndex((one) => one?.type === "SpreadElement");
  node.elements.forEach((one, index) => {
    if (one === null && (spread < 0 || index < spread))
      interpreter.store.write(array.slots, String(index), undefined);
  });
}

/** `[, x]` has nothing in its first place. */
const hole = (place: Place): Value => ({ ...known(undefined, place.module.start), absent: true });

/** Elements or arguments, spreads included; `complete` is false where a spread's length is not known. */
export function evaluateList(
  interpreter: Interpreter,
  nodes: ArrayExpression["elements"],
  place: Place,
): { readonly elements: readonly Value[]; readonly complete: boolean } {
  let complete = true;
  const elements = nodes.flatMap((node) => {
    if (node === null) return [hole(place)];
    if (node.type !== "SpreadElement") return [evaluate(interpreter, node, place)];
    const span = spanIn(place.module, node);
    const source = evaluate(interpreter, node.argument, place);
    const items = iterate(interpreter, source, span);
    if (items) return [...items];
    complete = false;
    return [mixed(span, [source, ...(source.kind === "object" ? heldBy(source) : [])])];
  });
  return { elements, complete };
}
