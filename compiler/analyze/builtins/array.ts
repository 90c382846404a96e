import type { Span } from "#source/span.ts";
import { choose } from "../choose.ts";
import { truth } from "../decide.ts";

import { escapes } from "../escapes.ts";

import type { CallSite, HeapObject } from "../heap.ts";
import { restKey } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeArray, makeNative } from "../make.ts";
import { arrayLength, elementsOf, forgetLength, write } from "../member.ts";
import { noteWrite } from "../note.ts";
import { binary, concatenate } from "../operator.ts";
import { callBack } from "../semantics.ts";
import { choicesOf, join, known, mixed, type Value } from "../value.ts";

interface Call {
  readonly interpreter: Interpreter;
  readonly array: HeapObject;
  readonly elements: readonly Value[];
  readonly args: readonly Value[];
  readonly span: Span;
}

type Method = (call: Call) => Value;

/** On arrays all of whose elements are known. */
const methods: Readonly<Record<string, Method>> = {
  map: ({ interpreter, elements, args, span, array }) =>
    makeArray(
      interpreter,
      elements.map((one, index) => each(interpreter, { args, span, array }, one, index)),
      span,
    ),
  flatMap: ({ interpreter, elements, args, span, array }) => {
    const lists = elements.map((one, index) =>
      each(interpreter, { args, span, array }, one, index),
    );
    return flattened(interpreter, lists, span);
  },
  forEach: ({ interpreter, elements, args, span, array }) => {
    elements.forEach((one, index) => {
      each(interpreter, { args, span, array }, one, index);
    });
    return known(undefined, span);
  },
  filter: (call) => decidedFilter(call),
  find: (call) => search(call, (one) => one, known(undefined, call.span)),
  findIndex: (call) => search(call, (_, index) => known(index, call.span), known(-1, call.span)),
  findLast: (call) => search(reversed(call), (one) => one, known(undefined, call.span)),
  some: (call) => search(call, () => known(true, call.span), known(false, call.span)),
  every: (call) => search(call, () => known(false, call.span), known(true, call.span), false),
  reduce: (call) => reduce(call),
  join: ({ elements, args: [separator], span }) => {
    const between = separator ?? known(",", span);
    return concatenate(
      elements.flatMap((one, index) => (index === 0 ? [textOf(one)] : [between, textOf(one)])),
      span,
    );
  },
  slice: ({ interpreter, elements, args, span }) =>
    withNumbers(args, span, (...range) => makeArray(interpreter, elements.slice(...range), span)),
  concat: ({ interpreter, array, args, span }) => flattened(interpreter, [array, ...args], span),
  at: ({ elements, args, span }) =>
    withNumbers(args, span, (index = 0) => elements.at(index) ?? known(undefined, span)),
  includes: ({ elements, args: [wanted], span }) => contains(elements, wanted, span),
  indexOf: ({ elements, args: [wanted], span }) => indexOf(elements, wanted, span),
  flat: ({ interpreter, elements, span }) => flattened(interpreter, elements, span),
  toReversed: ({ interpreter, elements, span }) =>
    makeArray(interpreter, elements.toReversed(), span),
  toSorted: (call) => makeArray(call.interpreter, sorted(call) ?? anyOrder(call), call.span),
  entries: ({ interpreter, elements, span }) =>
    makeArray(
      interpreter,
      elements.map((one, index) => makeArray(interpreter, [known(index, span), one], span)),
      span,
    ),
  keys: ({ interpreter, elements, span }) =>
    makeArray(
      interpreter,
      elements.map((_, index) => known(index, span)),
      span,
    ),
  values: ({ interpreter, elements, span }) => makeArray(interpreter, elements, span),
  push: ({ interpreter, array, elements, args, span }) =>
    replace(interpreter, array, [...elements, ...args], known(elements.length + args.length, span)),
  unshift: ({ interpreter, array, elements, args, span }) =>
    replace(interpreter, array, [...args, ...elements], known(elements.length + args.length, span)),
  pop: ({ interpreter, array, elements, span }) =>
    replace(interpreter, array, elements.slice(0, -1), elements.at(-1) ?? known(undefined, span)),
  shift: ({ interpreter, array, elements, span }) =>
    replace(interpreter, array, elements.slice(1), elements[0] ?? known(undefined, span)),
  reverse: ({ interpreter, array, elements }) =>
    replace(interpreter, array, elements.toReversed(), array),
  sort: (call) => {
    const order = sorted(call);
    return order ? replace(call.interpreter, call.array, order, call.array) : lose(call);
  },
  fill: ({ interpreter, array, elements, args: [value], span }) =>
    replace(
      interpreter,
      array,
      elements.map(() => value ?? known(undefined, span)),
      array,
    ),
  splice: ({ interpreter, array, elements, args, span }) =>
    withNumbers(args.slice(0, 2), span, (start = 0, count = elements.length) => {
      const rest = [...elements];
      const removed = rest.splice(start, count, ...args.slice(2));
      return replace(interpreter, array, rest, makeArray(interpreter, removed, span));
    }),
};

export const arrayMembers: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries(methods).map(([name, method]) => [
    name,
    makeNative(name, { call: (interpreter, site) => apply(interpreter, { name, method }, site) }),
  ]),
);

/** Each time they run they change the array once more. */
const inPlace: ReadonlySet<string> = new Set(["push", "unshift", "pop", "shift", "splice"]);

function apply(
  interpreter: Interpreter,
  { name, method }: { readonly name: string; readonly method: Method },
  { self, arguments: args, span }: CallSite,
): Value {
  const elements = self.kind === "object" ? elementsOf(self) : undefined;
  if (self.kind === "object" && inPlace.has(name)) noteWrite(interpreter, self, { span });
  if (self.kind !== "object" || elements === undefined)
    return onUnknown(interpreter, name, { self, args, span });
  return method({ interpreter, array: self, elements, args, span });
}

/** Callbacks run on an element nobody knows; what is added may be in there from now on. */
function onUnknown(
  interpreter: Interpreter,
  name: string,
  { self, args, span }: { self: Value; args: readonly Value[]; span: Span },
): Value {
  if (self.kind === "object" && (name === "push" || name === "unshift")) {
    const rest = self.slots.entries.get(restKey);
    interpreter.store.write(
      self.slots,
      restKey,
      mixed(span, [...args, ...(rest && rest.kind !== "accessor" ? [rest] : [])]),
    );
    return mixed(span, [], "how long the array is depends on what runs");
  }
  const held =
    self.kind === "object"
      ? [...self.slots.entries.values()].filter((one) => one.kind !== "accessor")
      : [];
  return escapes(
    interpreter,
    [mixed(span, [self, ...held], "what the array holds depends on what runs"), ...args],
    span,
  );
}

interface EachContext {
  readonly args: readonly Value[];
  readonly span: Span;
  readonly array: HeapObject;
}

const each = (
  interpreter: Interpreter,
  { args: [callback], span, array }: EachContext,
  element: Value,
  index: number,
): Value =>
  callback
    ? callBack(interpreter, callback, [element, known(index, span), array], span)
    : known(undefined, span);

/** Lists put behind each other; what may or may not be a list leaves the length unknown. */
function flattened(interpreter: Interpreter, values: readonly Value[], span: Span): Value {
  const parts = values.map(flat);
  const known = parts.filter((part) => part !== undefined);
  if (known.length === parts.length) return makeArray(interpreter, known.flat(), span);
  const held = values.flatMap((value) =>
    choicesOf(value).flatMap(({ value: one }) => flat(one) ?? [one]),
  );
  return someOf(interpreter, held, { span, reason: "how many elements there are is not known" });
}

function flat(value: Value): readonly Value[] | undefined {
  if (value.kind === "object") return value.body.kind === "array" ? elementsOf(value) : [value];
  const isPlain = (one: Value) => one.kind !== "object" && one.kind !== "unknown";
  return choicesOf(value).every((choice) => isPlain(choice.value)) ? [value] : undefined;
}

/** An array of some of these, nobody knows which. */
function someOf(
  interpreter: Interpreter,
  held: readonly Value[],
  { span, reason }: { readonly span: Span; readonly reason: string },
): HeapObject {
  const lost = makeArray(interpreter, [], span);
  forgetLength(interpreter, lost, span);
  interpreter.store.write(lost.slots, restKey, mixed(span, held, reason));
  return lost;
}

const textOf = (value: Value): Value =>
  value.kind === "known" && (value.value === undefined || value.value === null)
    ? known("", value.span)
    : value;

function decidedFilter(call: Call): Value {
  const { interpreter, elements, args, span, array } = call;
  const verdicts = elements.map((one, index) => {
    const verdict = each(interpreter, { args, span, array }, one, index);
    return args[0]?.kind === "object" &&
      args[0].body.kind === "native" &&
      args[0].body.name === "Boolean"
      ? truth(one)
      : truth(verdict);
  });
  if (!verdicts.includes(undefined))
    return makeArray(
      interpreter,
      elements.filter((_, index) => verdicts[index] === true),
      span,
    );
  return someOf(interpreter, elements, { span, reason: "which elements stay is not known" });
}

function search(
  call: Call,
  found: (element: Value, index: number) => Value,
  otherwise: Value,
  wanted = true,
): Value {
  const { interpreter, elements, args, span, array } = call;
  const from = (index: number): Value => {
    const element = elements[index];
    if (element === undefined) return otherwise;
    const verdict = each(interpreter, { args, span, array }, element, index);
    const yes = () => found(element, index);
    const no = () => from(index + 1);
    return choose(interpreter, verdict, wanted ? { yes, no, span } : { yes: no, no: yes, span });
  };
  return from(0);
}

const reversed = (call: Call): Call => ({ ...call, elements: call.elements.toReversed() });

function reduce({ interpreter, elements, args: [callback, initial], span }: Call): Value {
  const [first, ...rest] = initial ? [initial, ...elements] : elements;
  if (first === undefined || callback === undefined) return mixed(span, elements);
  return rest.reduce(
    (sofar, one, index) => callBack(interpreter, callback, [sofar, one, known(index, span)], span),
    first,
  );
}

function withNumbers(
  args: readonly Value[],
  span: Span,
  apply: (...numbers: number[]) => Value,
): Value {
  const numbers = args.map((one) =>
    one.kind === "known" && typeof one.value === "number" ? one.value : undefined,
  );
  const all = numbers.filter((one) => one !== undefined);
  return all.length === numbers.length ? apply(...all) : mixed(span, args);
}

function contains(elements: readonly Value[], wanted: Value | undefined, span: Span): Value {
  const index = indexOf(elements, wanted, span);
  return index.kind === "known" ? known(index.value !== -1, span) : index;
}

function indexOf(elements: readonly Value[], wanted: Value | undefined, span: Span): Value {
  if (wanted === undefined) return known(-1, span);
  for (const [index, element] of elements.entries()) {
    const same = binary("===", element, wanted, span);
    if (same.kind !== "known") return mixed(span, [element, wanted]);
    if (same.value === true) return known(index, span);
  }
  return known(-1, span);
}

/** Primitives in the language's order; with a comparison that decides. */
function sorted({
  interpreter,
  elements,
  args: [compare],
  span,
}: Call): readonly Value[] | undefined {
  let decided = true;
  const order = elements.toSorted((a, b) => {
    const result =
      compare === undefined || compare.kind === "known"
        ? byText(a, b)
        : comparison(callBack(interpreter, compare, [a, b], span));
    if (result === undefined) decided = false;
    return result ?? 0;
  });
  return decided ? order : undefined;
}

const comparison = (value: Value): number | undefined =>
  value.kind === "known" && typeof value.value === "number" ? value.value : undefined;

function byText(a: Value, b: Value): number | undefined {
  if (a.kind !== "known" || b.kind !== "known") return undefined;
  const [left, right] = [String(a.value), String(b.value)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function replace(
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

const lose = (call: Call): Value =>
  replace(call.interpreter, call.array, anyOrder(call), call.array);

/** As many as before, and each may be any of them. */
function anyOrder({ elements, span }: Call): readonly Value[] {
  const any = elements.reduce(
    (a, b) => join({ value: a, when: [] }, { value: b, when: [] }, span),
    mixed(span, elements, "its order is not known"),
  );
  return elements.map(() => any);
}
