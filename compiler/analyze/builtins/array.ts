import { valueForEachLength } from "../array-length.ts";
import { escapes } from "../escapes.ts";
import type { CallSite } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeArray, makeNative } from "../make.ts";
import { arrayLength, elementsOf, write } from "../member.ts";
import { noteWrite } from "../note.ts";
import { known, mixed, type Value } from "../value.ts";
import { sort, toSorted } from "./array-order.ts";
import { type ArrayCall, flattened, isSparse, joined, placeOf, replace } from "./array-parts.ts";
import { onUnknownArray } from "./array-unknown.ts";
import * as walk from "./array-walk.ts";
import { makeIterator } from "./iterator.ts";
import { isGiven, mayBeCalled, primitives } from "./plain.ts";
import { asReal, throws } from "./throws.ts";

type Method = (call: ArrayCall) => Value;

/** On arrays that are all there; the language's own methods do the work wherever only places matter. */
const methods: Readonly<Record<string, Method>> = {
  map: walk.map,
  flatMap: walk.flatMap,
  forEach: walk.forEach,
  filter: walk.filter,
  find: walk.find,
  findIndex: walk.findIndex,
  findLast: walk.findLast,
  findLastIndex: walk.findLastIndex,
  some: walk.some,
  every: walk.every,
  reduce: walk.reduce,
  reduceRight: walk.reduceRight,
  toSorted,
  sort,
  join: ({ elements, args: [separator], span }) =>
    joined(elements, isGiven(separator) ? separator : known(",", span), span),
  toString: ({ elements, span }: ArrayCall) => joined(elements, known(",", span), span),
  concat: ({ interpreter, array, args, span }) => flattened(interpreter, [array, ...args], span),
  flat: ({ interpreter, elements, places: [depth = 1], span }) =>
    flattened(interpreter, elements, span, depth || 0),
  slice: ({ interpreter, elements, places: [start, end], span }) =>
    makeArray(interpreter, elements.slice(start, end), span),
  at: ({ elements, places: [index = 0], span }) => elements.at(index) ?? known(undefined, span),
  with: ({ interpreter, elements, places: [index = 0], args: [, value], span }) => {
    const copy = () => elements.with(index, value ?? known(undefined, span));
    return makeArray(interpreter, asReal(interpreter, { span, name: "with" }, copy), span);
  },
  includes: ({ elements, places: [start], args: [wanted], span }) => {
    const found = placeOf(after(elements, start), wanted, { span, zero: true });
    return found === undefined ? mixed(span, elements) : known(found !== -1, span);
  },
  indexOf: ({ elements, places: [start], args: [wanted], span }) => {
    const found = placeOf(after(elements, start), wanted, { span, zero: false });
    return found === undefined ? mixed(span, elements) : known(found, span);
  },
  lastIndexOf: ({ elements, places, args: [wanted], span }) => {
    const last = places.length === 0 ? -1 : Math.trunc(places[0] ?? 0) || 0;
    const end = last < 0 ? Math.max(0, elements.length + last + 1) : last + 1;
    const found = placeOf(after(elements).slice(0, end).reverse(), wanted, { span, zero: false });
    return found === undefined ? mixed(span, elements) : known(found, span);
  },
  toReversed: ({ interpreter, elements, span }) =>
    makeArray(interpreter, elements.toReversed(), span),
  reverse: ({ interpreter, array, elements }) =>
    replace(interpreter, array, elements.toReversed(), array),
  entries: ({ interpreter, array, span }) => makeIterator(interpreter, array, "entries", span),
  keys: ({ interpreter, array, span }) => makeIterator(interpreter, array, "keys", span),
  values: ({ interpreter, array, span }) => makeIterator(interpreter, array, "values", span),
  unshift: ({ interpreter, array, elements, args, span }) =>
    replace(interpreter, array, [...args, ...elements], known(elements.length + args.length, span)),
  shift: ({ interpreter, array, elements, span }) =>
    replace(interpreter, array, elements.slice(1), elements[0] ?? known(undefined, span)),
  fill: ({ interpreter, array, elements, places, args: [value], span }) => {
    const filled = [...elements].fill(value ?? known(undefined, span), ...places);
    return replace(interpreter, array, filled, array);
  },
  copyWithin: ({ interpreter, array, elements, places: [target = 0, start = 0, end] }) =>
    replace(interpreter, array, [...elements].copyWithin(target, start, end), array),
  splice: (site) => {
    const { interpreter, array, span } = site;
    const { rest, removed } = spliced(site);
    return replace(interpreter, array, rest, makeArray(interpreter, removed, span));
  },
  toSpliced: (site) => makeArray(site.interpreter, spliced(site).rest, site.span),
};

/** Which of its arguments, from and to, say places: as numbers they have to be known. */
const placeArguments: Readonly<Record<string, readonly [number, number]>> = {
  flat: [0, 1],
  slice: [0, 2],
  at: [0, 1],
  with: [0, 1],
  includes: [1, 2],
  indexOf: [1, 2],
  lastIndexOf: [1, 2],
  fill: [1, 3],
  copyWithin: [0, 3],
  splice: [0, 2],
  toSpliced: [0, 2],
};

/** On the end of an array of known length: what stands before it does not matter. */
const atTheEnd: Readonly<
  Record<string, (call: Omit<ArrayCall, "elements" | "places">, length: number) => Value>
> = {
  push: ({ interpreter, array, args, span }, length) => {
    args.forEach((one, index) => {
      write(interpreter, array, String(length + index), one);
    });
    return known(length + args.length, span);
  },
  pop: ({ interpreter, array, span }, length) => {
    const last = array.slots.entries.get(String(length - 1));
    if (length > 0) interpreter.store.write(array.slots, String(length - 1), undefined);
    interpreter.store.write(array.slots, "length", known(Math.max(0, length - 1), span));
    return last && last.kind !== "accessor" ? last : known(undefined, span);
  },
};

/** These pass over holes, or keep them: what they make of an array with holes is not followed. */
const mindsHoles: ReadonlySet<string> = new Set(
  "map flatMap forEach filter some every reduce reduceRight sort concat flat slice indexOf lastIndexOf reverse unshift shift copyWithin splice".split(
    " ",
  ),
);

/** Each time they run they change the array once more. */
const inPlace: ReadonlySet<string> = new Set(["push", "unshift", "pop", "shift", "splice"]);
export const arrayMembers: ReadonlyMap<string, Value> = new Map(
  [...Object.keys(methods), ...Object.keys(atTheEnd)].map((name) => [
    name,
    makeNative(name, { call: (interpreter, site) => apply(interpreter, name, site) }),
  ]),
);

function apply(
  interpreter: Interpreter,
  name: string,
  { self, arguments: args, span }: CallSite,
): Value {
  if (self.kind !== "object" || self.body.kind !== "array")
    return escapes(interpreter, [self, ...args], span);
  if (inPlace.has(name)) noteWrite(interpreter, self, { span });
  const length = arrayLength(self);
  const run = () => apply(interpreter, name, { self, arguments: args, argumentSpans: [], span });
  const each =
    length === undefined ? valueForEachLength(interpreter, self, { run, span }) : undefined;
  if (each) return each;
  const end = atTheEnd[name];
  const method = methods[name];
  if (end && length !== undefined) return end({ interpreter, array: self, args, span }, length);
  if (refuses(name, args)) throws(interpreter, span, `${name}()`);
  const places = placesOf(name, args);
  const elements = mindsHoles.has(name) && isSparse(self) ? undefined : elementsOf(self);
  if (elements === undefined || method === undefined || places === undefined)
    return onUnknownArray(interpreter, name, { self, args, span });
  interpreter.fuel -= elements.length;
  const result = method({ interpreter, array: self, elements, args, places, span });
  // What came of it by then is not all that an execution would have.
  return interpreter.fuel > 0 ? result : mixed(span, [result, self, ...elements, ...args]);
}

/** Methods that throw at once where their first argument cannot be called. */
const callsBack: ReadonlySet<string> = new Set(
  "map flatMap forEach filter find findIndex findLast findLastIndex some every reduce reduceRight".split(
    " ",
  ),
);

function refuses(name: string, [callback]: readonly Value[]): boolean {
  if (name === "sort" || name === "toSorted") return isGiven(callback) && !mayBeCalled(callback);
  return callsBack.has(name) && !mayBeCalled(callback);
}

function placesOf(
  name: string,
  args: readonly Value[],
): readonly (number | undefined)[] | undefined {
  const plain = primitives(args.slice(...(placeArguments[name] ?? [0, 0])));
  if (plain?.some((one) => typeof one === "bigint")) return undefined;
  return plain?.map((one) => (one === undefined ? undefined : Number(one)));
}

const after = (elements: readonly Value[], start = 0) => [...elements.entries()].slice(start);

function spliced({ elements, args, places: [start = 0, count = 0] }: ArrayCall) {
  const rest = [...elements];
  const many = args.length > 1 ? count : elements.length;
  const removed = args.length === 0 ? [] : rest.splice(start, many, ...args.slice(2));
  return { rest, removed };
}
