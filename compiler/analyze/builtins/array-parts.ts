/** Parts of arrays, put together and looked through. */
import type { Span } from "#source/span.ts";
import type { HeapObject } from "../heap.ts";
import { restKey } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { mostChoices } from "../limits.ts";
import { makeArray } from "../make.ts";
import { arrayLength, elementsOf, forgetLength, write } from "../member.ts";
import { binary, concatenate } from "../operator.ts";
import { tooLarge } from "../tree-size.ts";
import { choicesOf, join, known, mayBeAbsent, mixed, type Value } from "../value.ts";

/** A call of a method, on an array that is all there. */
export interface ArrayCall {
  readonly interpreter: Interpreter;
  readonly array: HeapObject;
  readonly elements: readonly Value[];
  readonly args: readonly Value[];
  /** Those of the arguments that say places; `undefined` where one is left to its default. */
  readonly places: readonly (number | undefined)[];
  readonly span: Span;
}

/** Lists put behind each other, `depth` levels deep; what may or may not be a list leaves the length unknown. */
export function flattened(
  interpreter: Interpreter,
  values: readonly Value[],
  span: Span,
  depth = 1,
): Value {
  const large = depth > 1 && values.some(tooLarge);
  const parts = values.map((value) => (large ? undefined : flat(value, depth)));
  const all = parts.filter((part) => part !== undefined);
  if (all.length === parts.length) return makeArray(interpreter, all.flat(), span);
  const held = values.flatMap((value) =>
    choicesOf(value).flatMap(({ value: one }) => (large ? undefined : flat(one, depth)) ?? [one]),
  );
  return someOf(interpreter, held, { span, reason: "how many elements there are is not known" });
}

/** Lists that hold each other have no end. */
const deepestList = 64;

function flat(value: Value, depth: number, levels = 0): readonly Value[] | undefined {
  if (value.kind === "object") {
    if (value.body.kind !== "array" || depth < 1) return [value];
    const elements = isSparse(value) || levels > deepestList ? undefined : elementsOf(value);
    if (depth < 2) return elements;
    const parts = elements?.map((one) => flat(one, depth - 1, levels + 1));
    const all = parts?.filter((part) => part !== undefined);
    return all && all.length === parts?.length ? all.flat() : undefined;
  }
  const isPlain = (one: Value) => one.kind !== "object" && one.kind !== "unknown";
  return choicesOf(value).every((choice) => isPlain(choice.value)) ? [value] : undefined;
}

/** An array of some of these, nobody knows which. */
export function someOf(
  interpreter: Interpreter,
  held: readonly Value[],
  { span, reason }: { readonly span: Span; readonly reason: string },
): HeapObject {
  const lost = makeArray(interpreter, [], span);
  forgetLength(interpreter, lost, span);
  interpreter.store.write(lost.slots, restKey, anyOf(held, { span, reason }));
  return lost;
}

/** One of these where they are few, or nothing: a place may be behind the last. */
function anyOf(
  held: readonly Value[],
  { span, reason }: { readonly span: Span; readonly reason: string },
): Value {
  if (held.length >= mostChoices) return mixed(span, held, reason);
  return held.reduce<Value>(
    (sofar, one) => join({ value: sofar, when: [] }, { value: one, when: [] }, span),
    { ...known(undefined, span), absent: true },
  );
}

/** As `join` writes an array, arrays inside included. */
export function joined(elements: readonly Value[], separator: Value, span: Span, depth = 0): Value {
  const texts = elements.map((one) => textOf(one, span, depth));
  return concatenate(
    texts.flatMap((one, index) => (index === 0 ? [one] : [separator, one])),
    span,
  );
}

function textOf(value: Value, span: Span, depth: number): Value {
  if (value.kind === "known")
    return value.value === undefined || value.value === null ? known("", value.span) : value;
  if (
    choicesOf(value).some(({ value: one }) => one.kind === "known" && (one.value ?? null) === null)
  )
    return mixed(span, [value]);
  const whole = value.kind === "object" && depth < 8 && !tooLarge(value);
  const inner = whole ? elementsOf(value) : undefined;
  return inner ? joined(inner, known(",", span), span, depth + 1) : value;
}

/** The place of the first that is the same, in the order given; `undefined` where nobody can tell. */
export function placeOf(
  candidates: readonly (readonly [number, Value])[],
  wanted: Value | undefined,
  { span, zero }: { readonly span: Span; readonly zero: boolean },
): number | undefined {
  const sought = wanted ?? known(undefined, span);
  for (const [index, element] of candidates) {
    if (zero && isNotANumber(element) && isNotANumber(sought)) return index;
    if (zero && mayBeNotANumber(element) && mayBeNotANumber(sought)) return undefined;
    const same = binary("===", element, sought, span);
    if (same.kind !== "known") return undefined;
    if (same.value === true) return index;
  }
  return -1;
}

const mayBeNotANumber = (value: Value): boolean =>
  choicesOf(value).some((choice) => isNotANumber(choice.value));

const isNotANumber = (value: Value): boolean =>
  value.kind === "known" && typeof value.value === "number" && Number.isNaN(value.value);

/** Whether a place of it holds nothing, or may hold nothing. */
export function isSparse(array: HeapObject): boolean {
  const length = arrayLength(array) ?? 0;
  for (let index = 0; index < length; index++) {
    const slot = array.slots.entries.get(String(index));
    if (slot === undefined || (slot.kind !== "accessor" && mayBeAbsent(slot))) return true;
  }
  return false;
}

export function replace(
  interpreter: Interpreter,
  array: HeapObject,
  elements: readonly Value[],
  result: Value,
): Value {
  const before = arrayLength(array) ?? 0;
  elements.forEach((element, index) => {
    write(interpreter, array, String(index), element);
  });
  for (let index = elements.length; index < before; index++)
    interpreter.store.write(array.slots, String(index), undefined);
  interpreter.store.write(array.slots, "length", known(elements.length, array.span));
  return result;
}
