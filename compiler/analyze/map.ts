import type { Span } from "#source/span.ts";
import { checkMapKey } from "./checks/map-key.ts";
import { construct } from "./construct.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { deepestData, mostVariants } from "./limits.ts";
import { makeArray, makeFixed, makeNative } from "./make.ts";
import { type Access, forgetLength, ownEntries } from "./member.ts";
import type { Hooks, Making } from "./node-facts.ts";
import { inPhase } from "./phase.ts";
import { tooLarge } from "./tree-size.ts";
import { choicesOf, join, known, mixed, sameValue, unknown, type Value } from "./value.ts";

export interface MadeElement {
  readonly element: Value;
  readonly key: Value;
  readonly span: Span;
  readonly arguments: readonly Value[];
}

/** `new ComponentMap({ max })`. */
export interface MapFacts extends Hooks {
  readonly kind: "map";
  readonly options: Value;
  /** One for each `create` site and known key; filled while `run()` is followed. */
  readonly sites: Map<string, MadeElement>;
  making?: Making | undefined;
  name?: string | undefined;
  map?: undefined;
}

export const mapClass = (): HeapObject =>
  makeNative("ComponentMap", {
    call: (_, { span }) => known(undefined, span),
    instancePrototype: makeFixed({}),
    construct: (_, { target, arguments: [options], span }) => {
      target.facts = {
        kind: "map",
        options: options ?? known(undefined, span),
        sites: new Map(),
        read: readMap,
        item: (interpreter, self, span) => anyEntry(interpreter, self, span),
      };
      return target;
    },
  });

function readMap(
  interpreter: Interpreter,
  map: HeapObject,
  { key, span }: Access,
): Value | undefined {
  if (key === "size")
    return unknown(span, "how many elements a map has is known when the app runs");
  const meaning = Object.hasOwn(members, key) ? members[key] : undefined;
  return meaning && makeNative(key, { call: (_, site) => meaning(interpreter, map, site) });
}

type Meaning = (interpreter: Interpreter, map: HeapObject, site: CallSite) => Value;

const members: Readonly<Record<string, Meaning>> = {
  create: (interpreter, map, site) => create(interpreter, map, site),
  get: (_, map, { span }) => anyElement(map, span),
  has: (_, __, { span }) => unknown(span, "what a map has is known when the app runs"),
  delete: (_, __, { span }) => known(undefined, span),
  keys: (interpreter, _, { span }) =>
    anyNumberOf(interpreter, unknown(span, "it is a key of a map"), span),
  values: (interpreter, map, { span }) => anyNumberOf(interpreter, elementFrom(map, span), span),
  entries: (interpreter, map, { span }) =>
    anyNumberOf(interpreter, anyEntry(interpreter, map, span), span),
};

const siteKey = ({ span }: CallSite, key: Value): string =>
  `${span.file}:${span.start} ${key.kind === "known" ? String(key.value) : "*"}`;

/**
 * The same `create` of the same key is the same element, however often a tick reaches it. Where it is made
 * with other arguments it may be another one: each of them is followed, so that what any is given is seen.
 */
function create(interpreter: Interpreter, map: HeapObject, site: CallSite): Value {
  const { facts } = map;
  const [key, type, ...args] = site.arguments;
  if (facts?.kind !== "map" || key === undefined || type === undefined)
    return known(undefined, site.span);
  checkMapKey(interpreter, key, site.argumentSpans[0] ?? site.span);
  const name = siteKey(site, key);
  const variants = [...facts.sites].filter(([one]) => one === name || one.startsWith(`${name} #`));
  const same = variants.find(([, made]) => sameArguments(made.arguments, args));
  if (same)
    return anyOf(
      variants.map(([, { element }]) => element),
      site.span,
    );
  const full = variants.length >= mostVariants;
  const given = full
    ? [mixed(site.span, variants.flatMap(([, made]) => made.arguments).concat(args))]
    : args;
  const element = make(interpreter, map, { type, site, args: given });
  const variant = variants.length === 0 ? name : `${name} #${variants.length}`;
  facts.sites.set(variant, { element, key, span: site.span, arguments: full ? args : given });
  return anyOf([...variants.map(([, made]) => made.element), element], site.span);
}

const sameArguments = (a: readonly Value[], b: readonly Value[]): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index];
    return other !== undefined && (sameValue(one, other) || sameData(one, other));
  });

/** Records and arrays made anew each time that hold the same. */
function sameData(a: Value, b: Value, depth = 0): boolean {
  if (depth === 0 && tooLarge(a)) return false;
  if (sameValue(a, b)) return true;
  if (a.kind !== "object" || b.kind !== "object" || a.facts || b.facts || depth > deepestData)
    return false;
  if (a.body.kind !== b.body.kind || (a.body.kind !== "record" && a.body.kind !== "array"))
    return false;
  const [left, right] = [a.slots.entries, b.slots.entries];
  return (
    left.size === right.size &&
    [...left].every(([key, slot]) => {
      const other = right.get(key);
      if (other === undefined || slot.kind === "accessor" || other.kind === "accessor")
        return false;
      return sameData(slot, other, depth + 1);
    })
  );
}

function make(
  interpreter: Interpreter,
  map: HeapObject,
  {
    type,
    site,
    args,
  }: { readonly type: Value; readonly site: CallSite; readonly args: readonly Value[] },
): Value {
  const element = inPhase(interpreter, { ...interpreter.phase, kind: "construct" }, () =>
    construct(interpreter, type, {
      ...site,
      arguments: args,
      argumentSpans: site.argumentSpans.slice(2),
    }),
  );
  for (const { value } of choicesOf(element)) if (value.kind === "object") belongTo(map, value);
  return element;
}

/** An element, and the components below it. */
function belongTo(map: HeapObject, object: HeapObject, seen = new Set<HeapObject>()): void {
  const { facts } = object;
  if (seen.has(object) || (facts && facts.kind !== "work" && facts.kind !== "flow")) return;
  seen.add(object);
  if (facts) facts.map = map;
  if (facts?.kind === "work") return;
  for (const [, value] of ownEntries(object))
    if (value.kind === "object") belongTo(map, value, seen);
}

const anyOf = (elements: readonly Value[], span: Span): Value => {
  const [first = known(undefined, span), ...rest] = elements;
  return rest.reduce(
    (sofar, element) => join({ value: sofar, when: [] }, { value: element, when: [] }, span),
    first,
  );
};

export const elementsOf = (map: HeapObject): readonly HeapObject[] =>
  map.facts?.kind === "map"
    ? [...map.facts.sites.values()].flatMap(({ element }) =>
        choicesOf(element).flatMap(({ value }) => (value.kind === "object" ? [value] : [])),
      )
    : [];

/** What iteration gives: one of the elements with its key. */
const anyEntry = (interpreter: Interpreter, map: HeapObject, span: Span): Value =>
  makeArray(interpreter, [unknown(span, "it is a key of a map"), elementFrom(map, span)], span);

/** An array of some of these: how many, a run decides. */
function anyNumberOf(interpreter: Interpreter, item: Value, span: Span): Value {
  const list = makeArray(interpreter, [], span);
  forgetLength(interpreter, list, span);
  interpreter.store.write(list.slots, restKey, item);
  return list;
}

/** `get` may find none. */
const anyElement = (map: HeapObject, span: Span): Value =>
  join(
    { value: known(undefined, span), when: [] },
    { value: elementFrom(map, span), when: [] },
    span,
  );

function elementFrom(map: HeapObject, span: Span): Value {
  const [first, ...rest] = elementsOf(map);
  const none = unknown(span, "what a map has is known when the app runs");
  return rest.reduce<Value>(
    (sofar, element) => join({ value: sofar, when: [] }, { value: element, when: [] }, span),
    first ?? none,
  );
}
