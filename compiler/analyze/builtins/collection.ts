import type { Span } from "#source/span.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { allocate } from "../interpreter.ts";
import { entriesOf, entryPrefix, iterate, unknownEntries } from "../iterate.ts";
import { makeArray, makeNative } from "../make.ts";
import { call } from "../semantics.ts";
import { known, mixed, type Value } from "../value.ts";
import { makeIterator } from "./iterator.ts";
import { grouped } from "./object.ts";
import { type Algebra, algebra } from "./set-algebra.ts";
import { perhapsThrows, throws } from "./throws.ts";

type Method = (interpreter: Interpreter, collection: HeapObject, site: CallSite) => Value;

const shared: Readonly<Record<string, Method>> = {
  has: (_, collection, { arguments: [key], span }) => {
    const found = lookUp(collection, key ?? known(undefined, span));
    return found === undefined ? lost(collection, span) : known(found.pair !== undefined, span);
  },
  delete: (
    interpreter,
    collection,
    { arguments: [key = known(undefined, collection.span)], span },
  ) => {
    const found = lookUp(collection, key);
    const name = entryKey(key);
    if (name === undefined)
      interpreter.store.write(collection.slots, unknownEntries, known(true, span));
    else interpreter.store.write(collection.slots, entryPrefix + name, undefined);
    return found === undefined ? mixed(span, []) : known(found.pair !== undefined, span);
  },
  clear: (interpreter, collection, { span }) => {
    for (const key of [...collection.slots.entries.keys()])
      if (key.startsWith(entryPrefix) || key === unknownEntries)
        interpreter.store.write(collection.slots, key, undefined);
    return known(undefined, span);
  },
  keys: (interpreter, collection, { span }) => makeIterator(interpreter, collection, "keys", span),
  values: (interpreter, collection, { span }) =>
    makeIterator(interpreter, collection, "values", span),
  entries: (interpreter, collection, { span }) =>
    makeIterator(interpreter, collection, "entries", span),
  forEach: (interpreter, collection, site) => visitAll(interpreter, collection, site),
};

const ofMap: Readonly<Record<string, Method>> = {
  ...shared,
  set: (interpreter, collection, { arguments: [key, value], span }) =>
    put(interpreter, collection, { key, value, span }),
  get: (_, collection, { arguments: [key], span }) => {
    const found = lookUp(collection, key ?? known(undefined, span));
    return found === undefined
      ? lost(collection, span)
      : (found.pair?.[1] ?? known(undefined, span));
  },
};

const ofSet: Readonly<Record<string, Method>> = {
  ...shared,
  add: (interpreter, collection, { arguments: [value], span }) =>
    put(interpreter, collection, { key: value, value, span }),
  ...Object.fromEntries(
    Object.entries(algebra).map(([name, operation]) => [name, withOther(operation)]),
  ),
};

const natives = (kind: "map" | "set", methods: Readonly<Record<string, Method>>) =>
  new Map<string, Value>(
    Object.entries(methods).map(([name, method]) => [
      name,
      makeNative(name, {
        call: (interpreter, site) =>
          site.self.kind === "object" && site.self.body.kind === kind
            ? method(interpreter, site.self, site)
            : escapes(interpreter, [site.self, ...site.arguments], site.span),
      }),
    ]),
  );

export const mapMembers: ReadonlyMap<string, Value> = natives("map", ofMap);
export const setMembers: ReadonlyMap<string, Value> = natives("set", ofSet);

/** `size`, where all entries are known. */
export function sizeOf(collection: HeapObject, span: Span): Value {
  const pairs = entriesOf(collection);
  return pairs ? known(pairs.length, span) : lost(collection, span);
}

const lost = (collection: HeapObject, span: Span): Value =>
  mixed(span, heldIn(collection), "what it holds depends on what runs");

function heldIn({ slots }: HeapObject): readonly Value[] {
  return [...slots.entries.values()].flatMap((pair) =>
    pair.kind === "object"
      ? [...pair.slots.entries.values()].filter((one) => one.kind !== "accessor")
      : pair.kind === "accessor"
        ? []
        : [pair],
  );
}

/** Two keys are the same where these are; undefined for a key we don't know. */
function entryKey(key: Value): string | undefined {
  if (key.kind === "known") return `${typeof key.value}:${String(key.value)}`;
  // What the language itself makes has no birth of its own to tell it by.
  return key.kind === "object" && key.slots.birth >= 0 ? `object:${key.slots.birth}` : undefined;
}

function lookUp(
  collection: HeapObject,
  key: Value,
): { readonly pair: readonly [Value, Value] | undefined } | undefined {
  const pairs = entriesOf(collection);
  const name = entryKey(key);
  if (pairs === undefined || name === undefined) return undefined;
  return { pair: pairs.find(([one]) => entryKey(one) === name) };
}

function put(
  interpreter: Interpreter,
  collection: HeapObject,
  {
    key: given,
    value,
    span,
  }: { readonly key: Value | undefined; readonly value: Value | undefined; readonly span: Span },
): Value {
  const key = plusZero(given ?? known(undefined, span));
  const name = entryKey(key);
  const pair = makeArray(interpreter, [key, value ?? known(undefined, span)], span);
  const unknownHere = name ?? `unknown:${pair.slots.birth}`;
  if (name === undefined)
    interpreter.store.write(collection.slots, unknownEntries, known(true, span));
  const same = collection.body.kind === "set" ? makeArray(interpreter, [key, key], span) : pair;
  const kept =
    collection.body.kind === "set" && collection.slots.entries.has(entryPrefix + unknownHere);
  if (!kept) interpreter.store.write(collection.slots, entryPrefix + unknownHere, same);
  return collection;
}

/** As a key, -0 is 0. */
const plusZero = (key: Value): Value =>
  key.kind === "known" && key.value === 0 ? known(0, key.span) : key;

/** Entries that a callback adds are visited too; what it takes away is not. */
function visitAll(
  interpreter: Interpreter,
  collection: HeapObject,
  { arguments: [callback = known(undefined, collection.span), self], span }: CallSite,
): Value {
  const visited = new Set<string>();
  for (;;) {
    const pairs = entriesOf(collection);
    if (pairs === undefined) return escapes(interpreter, [lost(collection, span), callback], span);
    const next = pairs.find(([key]) => !visited.has(entryKey(key) ?? ""));
    if (next === undefined) return known(undefined, span);
    visited.add(entryKey(next[0]) ?? "");
    const parameters = [next[1], next[0], collection];
    call(interpreter, callback, {
      self: self ?? known(undefined, span),
      arguments: parameters,
      argumentSpans: parameters.map(() => span),
      span,
    });
  }
}

function withOther(operation: Algebra): Method {
  return (interpreter, collection, { arguments: [other], span }) => {
    const isCollection =
      other?.kind === "object" && (other.body.kind === "map" || other.body.kind === "set");
    const theirs = isCollection ? entriesOf(other) : undefined;
    const ours = entriesOf(collection);
    if (theirs === undefined || ours === undefined)
      return mixed(span, [collection, ...heldIn(collection), ...(other ? [other] : [])]);
    const keys = (pairs: typeof ours) =>
      new Map(pairs.map(([key]) => [entryKey(key) ?? "", key] as const));
    const result = operation(keys(ours), keys(theirs));
    if (typeof result === "boolean") return known(result, span);
    const made = allocate(interpreter, { kind: "set" }, { span });
    fillCollection(interpreter, made, result, span);
    return made;
  };
}

function fillCollection(
  interpreter: Interpreter,
  collection: HeapObject,
  items: readonly Value[] | undefined,
  span: Span,
): void {
  if (items === undefined)
    interpreter.store.write(collection.slots, unknownEntries, known(true, span));
  for (const item of items ?? []) {
    if (collection.body.kind === "set")
      put(interpreter, collection, { key: item, value: item, span });
    else if (item.kind === "object" && item.body.kind === "array")
      put(interpreter, collection, { key: slotOf(item, "0"), value: slotOf(item, "1"), span });
    else {
      // A primitive is no entry.
      if (item.kind === "known") throws(interpreter, span, "new Map()");
      perhapsThrows(interpreter, span);
      put(interpreter, collection, { key: mixed(span, [item]), value: item, span });
    }
  }
}

function slotOf(pair: HeapObject, key: string): Value {
  const slot = pair.slots.entries.get(key);
  if (slot && slot.kind !== "accessor") return slot;
  const complete = pair.slots.entries.get("length")?.kind === "known";
  return complete ? known(undefined, pair.span) : mixed(pair.span, [pair]);
}

/** `Map` and `Set` themselves. */
export function collectionGlobal(kind: "map" | "set"): HeapObject {
  const name = kind === "map" ? "Map" : "Set";
  const groupBy = makeNative("groupBy", {
    call: (interpreter, site) => {
      const pairs = grouped(interpreter, site);
      if (pairs === undefined) return escapes(interpreter, site.arguments, site.span);
      return groupInto(interpreter, pairs, site.span);
    },
  });
  return makeNative(
    name,
    {
      call: (interpreter, { span }) => throws(interpreter, span, `${name}()`),
      construct: (interpreter, { arguments: [items], span }) => {
        const collection = allocate(interpreter, { kind }, { span });
        const given =
          items !== undefined && !(items.kind === "known" && (items.value ?? null) === null);
        const held = given ? iterate(interpreter, items, span) : [];
        if (held === undefined) perhapsThrows(interpreter, span);
        fillCollection(interpreter, collection, held, span);
        if (held === undefined && items)
          put(interpreter, collection, { key: mixed(span, [items]), value: items, span });
        return collection;
      },
    },
    kind === "map" ? { groupBy } : {},
  );
}

function groupInto(
  interpreter: Interpreter,
  pairs: readonly (readonly [Value, Value])[],
  span: Span,
): HeapObject {
  const collection = allocate(interpreter, { kind: "map" }, { span });
  const groups = new Map<string, { readonly key: Value; readonly values: Value[] }>();
  for (const [key, value] of pairs) {
    const name = entryKey(plusZero(key));
    if (name === undefined) {
      fillCollection(interpreter, collection, undefined, span);
      put(interpreter, collection, { key: mixed(span, pairs.flat()), value, span });
      return collection;
    }
    const group = groups.get(name) ?? { key, values: [] };
    groups.set(name, group);
    group.values.push(value);
  }
  for (const { key, values } of groups.values())
    put(interpreter, collection, { key, value: makeArray(interpreter, values, span), span });
  return collection;
}
