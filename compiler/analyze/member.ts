import type { Span } from "#source/span.ts";
import { Thrown } from "./branch.ts";
import { expand, lift, narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { hiddenPrefix, orderKey, restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { builtinMember, call } from "./semantics.ts";
import type { Slot } from "./store.ts";
import {
  join,
  known,
  mayBeAbsent,
  mixed,
  present,
  type Unknown,
  unknown,
  type Value,
} from "./value.ts";

export interface Access {
  readonly key: string;
  readonly span: Span;
  /** What `this` is for a getter, where it isn't the object itself (`super.x`). */
  readonly self?: Value | undefined;
}

/** `object.key`, with getters called. */
export function get(interpreter: Interpreter, object: Value, access: Access): Value {
  const value = narrow(interpreter, expand(interpreter, object));
  if (value.kind === "oneOf") {
    return lift(
      [value],
      (one = value) => (isMissing(one) ? mayThrow(access) : getOne(interpreter, one, access)),
      access.span,
    );
  }
  return getOne(interpreter, value, access);
}

const isMissing = (value: Value): boolean =>
  value.kind === "known" && (value.value === undefined || value.value === null);

const mayThrow = ({ key, span }: Access): Unknown =>
  unknown(span, `what \`${key}\` is read from may be missing`);

function getOne(interpreter: Interpreter, value: Value, access: Access): Value {
  if (value.kind === "object")
    return narrow(interpreter, getFromObject(interpreter, value, access));
  if (value.kind === "unknown") return getFromUnknown(interpreter, value, access);
  if (value.kind === "known" && (value.value === undefined || value.value === null)) {
    interpreter.hazards++;
    throw new Thrown(unknown(access.span, `\`${access.key}\` is read from \`${value.value}\``));
  }
  return builtinMember(interpreter, value, access) ?? mixed(access.span, [value]);
}

function getFromObject(interpreter: Interpreter, object: HeapObject, access: Access): Value {
  const special = object.facts?.read?.(interpreter, object, access);
  if (special) return special;
  const found = findSlot(object, access.key);
  if (found === undefined) {
    return builtinMember(interpreter, object, access) ?? absent(object, access);
  }
  if (found.kind !== "accessor") return placed(found, access);
  if (found.get === undefined) return known(undefined, access.span);
  return call(interpreter, found.get, {
    self: access.self ?? object,
    arguments: [],
    argumentSpans: [],
    span: access.span,
  });
}

function absent(object: HeapObject, access: Access): Value {
  const rest = findSlot(object, restKey);
  if (rest === undefined || rest.kind === "accessor") return known(undefined, access.span);
  return placed(rest, access);
}

/** What the machine's own objects hold is unknown where it is read; `*` stands for what is read. */
function placed(value: Value, { key, span }: Access): Value {
  if (value.kind !== "unknown" || value.because.file !== "") return present(value);
  return { ...value, because: span, reason: value.reason.replace("*", key) };
}

export function findSlot(object: HeapObject, key: string): Slot | undefined {
  for (let at: HeapObject | undefined = object; at; at = at.prototype) {
    const slot = at.slots.entries.get(key);
    if (slot) return slot;
  }
  return undefined;
}

/** A component or Path inside something we lost track of keeps its meaning. */
function getFromUnknown(interpreter: Interpreter, value: Unknown, access: Access): Value {
  const lost = mixed(access.span, [value]);
  return value.holds
    .filter((held) => held.facts !== undefined)
    .map((held) => getFromObject(interpreter, held, access))
    .filter((found) => found.kind !== "known")
    .reduce<Value>(
      (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, access.span),
      lost,
    );
}

/** `object.key = value`, with setters called. */
export function set(
  interpreter: Interpreter,
  object: Value,
  { key, span }: Access,
  value: Value,
): void {
  const target = narrow(interpreter, object);
  if (target.kind === "oneOf") {
    for (const { value: one } of target.choices) weaklySet(interpreter, one, { key, span }, value);
  } else if (target.kind === "object") setOn(interpreter, target, { key, span }, value);
  else if (target.kind === "unknown") {
    for (const held of target.holds) weaklySet(interpreter, held, { key, span }, value);
  }
}

function weaklySet(interpreter: Interpreter, target: Value, access: Access, value: Value): void {
  if (target.kind !== "object") return;
  const before = findSlot(target, access.key);
  const old =
    before === undefined || before.kind === "accessor" ? known(undefined, access.span) : before;
  setOn(
    interpreter,
    target,
    access,
    join({ value: old, when: [] }, { value, when: [] }, access.span),
  );
}

function setOn(
  interpreter: Interpreter,
  target: HeapObject,
  { key, span }: Access,
  value: Value,
): void {
  const found = findSlot(target, key);
  if (found?.kind === "accessor") {
    if (found.set)
      call(interpreter, found.set, {
        self: target,
        arguments: [value],
        argumentSpans: [span],
        span,
      });
    return;
  }
  target.facts?.wrote?.(interpreter, target, { key, span }, value);
  write(interpreter, target, key, value);
}

/** Defines an own property, keeping an array's length true. */
export function write(
  interpreter: Interpreter,
  object: HeapObject,
  key: string,
  value: Slot,
): void {
  const { store } = interpreter;
  const before = object.slots.entries.get(key);
  const uncertain = before !== undefined && before.kind !== "accessor" && mayBeAbsent(before);
  if (uncertain) store.write(object.slots, orderKey, known(true, object.span));
  store.write(object.slots, key, value);
  if (object.body.kind !== "array" || !/^\d+$/u.test(key)) return;
  const length = arrayLength(object);
  if (length !== undefined && Number(key) >= length) {
    store.write(object.slots, "length", known(Number(key) + 1, object.span));
  }
}

/** A property whose name is not known was read. */
export function getUnknownKey(
  interpreter: Interpreter,
  object: Value,
  key: Value,
  span: Span,
): Value {
  const value = narrow(interpreter, object);
  if (value.kind !== "object") return mixed(span, [key, value]);
  const held = ownEntries(value).map(([, one]) => one);
  return held.length > 0 && held.length <= 16
    ? held.reduce(
        (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span),
        mixed(span, [key]),
      )
    : mixed(span, [key, value, ...held]);
}

/** A property whose name is not known was written: any of them may hold it now. */
export function setUnknownKey(
  interpreter: Interpreter,
  object: Value,
  key: Value,
  value: Value,
): void {
  const target = narrow(interpreter, object);
  if (target.kind !== "object") return;
  const span = key.kind === "unknown" ? key.because : key.span;
  for (const [name] of ownEntries(target))
    weaklySet(interpreter, target, { key: name, span }, value);
  forgetLength(interpreter, target, span);
  interpreter.store.write(target.slots, restKey, mixed(span, [key, value]));
}

export function forgetLength(interpreter: Interpreter, object: HeapObject, span: Span): void {
  if (object.body.kind !== "array") return;
  interpreter.store.write(
    object.slots,
    "length",
    unknown(span, "how long the array is depends on what runs"),
  );
}

/** Own enumerable properties in order; values of accessors are left out. */
export function ownEntries(object: HeapObject): readonly (readonly [string, Value])[] {
  const result: (readonly [string, Value])[] = [];
  for (const [key, slot] of object.slots.entries) {
    if (key.startsWith(hiddenPrefix) || slot.kind === "accessor") continue;
    if (key === "length" && object.body.kind === "array") continue;
    result.push([key, slot]);
  }
  return integerKeysFirst(result);
}

function integerKeysFirst(
  entries: (readonly [string, Value])[],
): readonly (readonly [string, Value])[] {
  const isIndex = (key: string) => /^(?:0|[1-9]\d{0,9})$/u.test(key);
  if (!entries.some(([key]) => isIndex(key))) return entries;
  const indices = entries.filter(([key]) => isIndex(key)).sort(([a], [b]) => Number(a) - Number(b));
  return [...indices, ...entries.filter(([key]) => !isIndex(key))];
}

export const hasUnknownProperties = (object: HeapObject): boolean =>
  object.slots.entries.has(restKey) ||
  object.slots.entries.has(orderKey) ||
  [...object.slots.entries.values()].some((slot) => slot.kind !== "accessor" && mayBeAbsent(slot));

/** Whether it has a property of its own by this name, where that is known. */
export function hasOwn(object: HeapObject, key: string): boolean | undefined {
  const slot = object.slots.entries.get(key);
  if (slot === undefined) return object.slots.entries.has(restKey) ? undefined : false;
  return slot.kind !== "accessor" && mayBeAbsent(slot) ? undefined : true;
}

export function arrayLength(object: HeapObject): number | undefined {
  const length = object.slots.entries.get("length");
  return length?.kind === "known" && typeof length.value === "number" ? length.value : undefined;
}

/** An array's elements where all of it is known; holes are `undefined`. */
export function elementsOf(object: HeapObject): readonly Value[] | undefined {
  const length = arrayLength(object);
  if (object.body.kind !== "array" || length === undefined) return undefined;
  return Array.from({ length }, (_, index) => {
    const slot = object.slots.entries.get(String(index));
    return slot === undefined || slot.kind === "accessor" ? known(undefined, object.span) : slot;
  });
}
