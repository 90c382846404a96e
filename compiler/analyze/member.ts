import type { Span } from "#source/span.ts";
import { forkChoices, forkValue, mayThrow } from "./branch.ts";
import { Thrown, whatWasThrown } from "./completion.ts";
import { expand, narrow } from "./decide.ts";
import type { HeapObject } from "./heap.ts";
import { orderKey, restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { longestArray, mostChoices, mostVariants } from "./limits.ts";
import { enumerable } from "./own.ts";
import { builtinMember, call } from "./semantics.ts";
import type { Slot } from "./store.ts";
import { wellKnown } from "./symbol.ts";
import {
  type Assumption,
  join,
  known,
  leaves,
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
  if (value.kind !== "oneOf") return getOne(interpreter, value, access);
  const { choices } = value;
  return forkChoices(interpreter, { choices, span: access.span }, (one) =>
    getOne(interpreter, one, access),
  );
}

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
  if (found === undefined && object.body.kind === "symbol")
    return unknown(access.span, `the compiler does not follow \`${access.key}\` of a symbol`);
  if (found === undefined && object.slots.birth < 0 && object.slots.entries.has(restKey))
    return absent(object, access);
  if (found === undefined) {
    const builtin = { ...access, key: languageName(object, access.key) };
    return builtinMember(interpreter, object, builtin) ?? absent(object, access);
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

/** `[Symbol.iterator]` of the language's own collections is a method that has a name as well. */
function languageName({ body }: HeapObject, key: string): string {
  if (key !== wellKnown.iterator) return key;
  if (body.kind === "map") return "entries";
  return body.kind === "array" || body.kind === "set" ? "values" : key;
}

function absent(object: HeapObject, access: Access): Value {
  const rest = findSlot(object, restKey);
  if (rest === undefined || rest.kind === "accessor") return known(undefined, access.span);
  const lost = placed(rest, access);
  // Two properties that nobody knows are not the same one.
  return lost.kind === "unknown" ? { ...lost } : lost;
}

/** What the machine's own objects hold is unknown where it is read; `.*` stands for what is read. */
function placed(value: Value, { key, span }: Access): Value {
  if (value.kind !== "unknown" || value.because.file !== "") return present(value);
  const read = /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  return { ...value, because: span, reason: value.reason.replace(".*", () => read) };
}

export function findSlot(object: HeapObject, key: string): Slot | undefined {
  for (let at: HeapObject | undefined = object; at; at = at.prototype) {
    const slot = at.slots.entries.get(key);
    if (slot) return slot;
  }
  return undefined;
}

/** What is inside of something we lost track of keeps its meaning. */
function getFromUnknown(interpreter: Interpreter, value: Unknown, access: Access): Value {
  mayThrow(interpreter, { value: whatWasThrown(access.span) });
  const lost = mixed(access.span, [value]);
  return value.holds
    .filter((held) => held.facts !== undefined || mayBeRead(value, held, access.key))
    .filter((held) => access.key !== "run" || !interpreter.phase.running?.includes(held))
    .map((held) => getFromObject(interpreter, held, access))
    .filter((found) => found.kind !== "known")
    .reduce<Value>(
      (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, access.span),
      lost,
    );
}

/** Plain data, as long as there is little of it. */
const mayBeRead = ({ holds }: Unknown, { body, slots }: HeapObject, key: string): boolean =>
  holds.length <= mostVariants &&
  (body.kind === "record" || body.kind === "array" || body.kind === "instance") &&
  slots.birth >= 0 &&
  slots.entries.has(key);

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
  if (object.body.kind === "array" && key === "length") {
    setLength(interpreter, object, value);
    return;
  }
  store.write(object.slots, key, value);
  if (object.body.kind !== "array" || !isIndex(key)) return;
  const length = arrayLength(object);
  if (length !== undefined && Number(key) >= length) {
    store.write(object.slots, "length", known(Number(key) + 1, object.span));
  }
}

/** `array.length = n` takes away what stands behind. */
function setLength({ store }: Interpreter, array: HeapObject, length: Slot): void {
  const end = length.kind === "known" ? Number(length.value) : 0;
  for (const key of [...array.slots.entries.keys()])
    if (isIndex(key) && Number(key) >= end) store.write(array.slots, key, undefined);
  store.write(array.slots, "length", length);
  if (length.kind !== "known" && length.kind !== "accessor")
    store.write(array.slots, restKey, mixed(array.span, [length]));
}

/** A property whose name is not known was read. */
export function getUnknownKey(
  interpreter: Interpreter,
  object: Value,
  key: Value,
  span: Span,
): Value {
  const value = narrow(interpreter, object);
  const named = keyChoices(interpreter, key);
  if (named) {
    const sides = named.map(({ name, when }) => ({
      when,
      run: () => get(interpreter, value, { key: name, span }),
    }));
    return forkValue(interpreter, sides, span);
  }
  if (value.kind !== "object") return mixed(span, [key, value]);
  const held = ownEntries(value).map(([, one]) => one);
  const rest = value.slots.entries.get(restKey);
  const others = rest && rest.kind !== "accessor" ? [rest] : [];
  return held.length > 0 && held.length < mostChoices
    ? held.reduce(
        (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span),
        mixed(span, [key, ...others]),
      )
    : mixed(span, [key, value, ...held, ...others]);
}

/** The names that a key may be, where all of them are known. */
export function keyChoices(
  interpreter: Interpreter,
  key: Value,
): readonly { readonly name: string; readonly when: readonly Assumption[] }[] | undefined {
  const wide = expand(interpreter, key);
  if (wide.kind !== "oneOf") return undefined;
  const named = wide.choices.flatMap(({ value, when }) =>
    value.kind === "known" ? [{ name: String(value.value), when }] : [],
  );
  return named.length === wide.choices.length ? named : undefined;
}

/** What made it unknown first stays the reason; the value is another one, of which no test says anything. */
export function forgetLength(interpreter: Interpreter, object: HeapObject, span: Span): void {
  if (object.body.kind !== "array") return;
  const length = object.slots.entries.get("length");
  const lost =
    length && length.kind !== "accessor" && leaves(length).find(({ kind }) => kind === "unknown");
  const reason = "how long the array is depends on what runs";
  interpreter.store.write(object.slots, "length", lost ? { ...lost } : unknown(span, reason));
}

/** Own enumerable properties in order; those computed on access are left out. */
export function ownEntries(object: HeapObject): readonly (readonly [string, Value])[] {
  return integerKeysFirst(
    enumerable(object).filter(
      (entry): entry is readonly [string, Value] => entry[1].kind !== "accessor",
    ),
  );
}

/** As the language writes the places of an array. */
export const isIndex = (key: string): boolean =>
  key.charCodeAt(0) <= 0x39 && /^(?:0|[1-9]\d{0,9})$/u.test(key) && Number(key) < 2 ** 32 - 1;

export function integerKeysFirst<Content>(
  entries: readonly (readonly [string, Content])[],
): readonly (readonly [string, Content])[] {
  if (!entries.some(([key]) => isIndex(key))) return entries;
  const indices = entries.filter(([key]) => isIndex(key)).sort(([a], [b]) => Number(a) - Number(b));
  return [...indices, ...entries.filter(([key]) => !isIndex(key))];
}

export const hasUnknownProperties = (object: HeapObject): boolean =>
  object.slots.entries.has(restKey) ||
  (object.slots.entries.has(orderKey) && object.body.kind !== "array") ||
  [...object.slots.entries.values()].some((slot) => slot.kind !== "accessor" && mayBeAbsent(slot));

/** Whether it has a property of its own by this name, where that is known. */
export function hasOwn(object: HeapObject, key: string): boolean | undefined {
  const slot = object.slots.entries.get(key);
  if (slot === undefined) return object.slots.entries.has(restKey) ? undefined : false;
  return slot.kind !== "accessor" && mayBeAbsent(slot) ? undefined : true;
}

export function arrayLength(object: HeapObject): number | undefined {
  const length = object.slots.entries.get("length");
  const value = length?.kind === "known" ? length.value : undefined;
  return typeof value === "number" && value >= 0 && value <= longestArray ? value : undefined;
}

/** An array's elements where all of it is known; holes are `undefined`. */
export function elementsOf(object: HeapObject): readonly Value[] | undefined {
  const length = arrayLength(object);
  if (object.body.kind !== "array" || length === undefined) return undefined;
  return Array.from({ length }, (_, index) => elementAt(object, index));
}

export function elementAt({ slots, span }: HeapObject, index: number): Value {
  const slot = slots.entries.get(String(index));
  return slot === undefined || slot.kind === "accessor" ? known(undefined, span) : slot;
}
