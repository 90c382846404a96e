import type { Span } from "#source/span.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { entriesOf, entryPrefix, unknownEntries } from "../iterate.ts";
import { makeArray, makeNative } from "../make.ts";
import { callBack } from "../semantics.ts";
import { known, mixed, type Value } from "../value.ts";

type Method = (interpreter: Interpreter, collection: HeapObject, site: CallSite) => Value;

const methods: Readonly<Record<string, Method>> = {
  set: (interpreter, collection, { arguments: [key, value], span }) =>
    put(interpreter, collection, { key, value, span }),
  add: (interpreter, collection, { arguments: [value], span }) =>
    put(interpreter, collection, { key: value, value, span }),
  get: (_, collection, { arguments: [key], span }) => {
    const pairs = entriesOf(collection);
    const name = key && entryKey(key);
    if (pairs === undefined || name === undefined) return lost(collection, span);
    return pairs.find(([one]) => entryKey(one) === name)?.[1] ?? known(undefined, span);
  },
  has: (_, collection, { arguments: [key], span }) => {
    const pairs = entriesOf(collection);
    const name = key && entryKey(key);
    if (pairs === undefined || name === undefined) return lost(collection, span);
    return known(
      pairs.some(([one]) => entryKey(one) === name),
      span,
    );
  },
  delete: (interpreter, collection, { arguments: [key], span }) => {
    const name = key && entryKey(key);
    if (name === undefined)
      interpreter.store.write(collection.slots, unknownEntries, known(true, span));
    else interpreter.store.write(collection.slots, entryPrefix + name, undefined);
    return mixed(span, []);
  },
  keys: (interpreter, collection, { span }) => list(interpreter, collection, span, ([key]) => key),
  values: (interpreter, collection, { span }) =>
    list(interpreter, collection, span, ([, value]) => value),
  entries: (interpreter, collection, { span }) =>
    list(interpreter, collection, span, (pair) => makeArray(interpreter, pair, span)),
  forEach: (interpreter, collection, { arguments: [callback], span }) => {
    const pairs = entriesOf(collection);
    if (pairs === undefined)
      return escapes(interpreter, [lost(collection, span), ...(callback ? [callback] : [])], span);
    for (const [key, value] of pairs)
      if (callback) callBack(interpreter, callback, [value, key, collection], span);
    return known(undefined, span);
  },
};

export const collectionMembers: Readonly<Record<string, Value>> = Object.fromEntries(
  Object.entries(methods).map(([name, method]) => [
    name,
    makeNative(name, {
      call: (interpreter, site) =>
        site.self.kind === "object"
          ? method(interpreter, site.self, site)
          : mixed(site.span, [site.self]),
    }),
  ]),
);

const lost = (collection: HeapObject, span: Span): Value =>
  mixed(span, (entriesOf(collection) ?? []).flat(), "what it holds depends on what runs");

/** Two keys are the same where these are; undefined for a key we don't know. */
function entryKey(key: Value): string | undefined {
  if (key.kind === "known") return `${typeof key.value}:${String(key.value)}`;
  return key.kind === "object" ? `object:${key.slots.birth}` : undefined;
}

function put(
  interpreter: Interpreter,
  collection: HeapObject,
  {
    key,
    value,
    span,
  }: { readonly key: Value | undefined; readonly value: Value | undefined; readonly span: Span },
): Value {
  const name = key && entryKey(key);
  if (name === undefined || key === undefined)
    interpreter.store.write(collection.slots, unknownEntries, known(true, span));
  else {
    const pair = makeArray(interpreter, [key, value ?? known(undefined, span)], span);
    interpreter.store.write(collection.slots, entryPrefix + name, pair);
  }
  return collection;
}

export function fillCollection(
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
    else if (item.kind === "object")
      put(interpreter, collection, { key: slotOf(item, "0"), value: slotOf(item, "1"), span });
    else put(interpreter, collection, { key: undefined, value: item, span });
  }
}

function slotOf(pair: HeapObject, key: string): Value | undefined {
  const slot = pair.slots.entries.get(key);
  return slot && slot.kind !== "accessor" ? slot : undefined;
}

function list(
  interpreter: Interpreter,
  collection: HeapObject,
  span: Span,
  pick: (pair: readonly [Value, Value]) => Value,
): Value {
  const pairs = entriesOf(collection);
  return pairs ? makeArray(interpreter, pairs.map(pick), span) : lost(collection, span);
}
