import type { Span } from "#source/span.ts";
import { lift } from "../decide.ts";
import { escapes } from "../escapes.ts";
import type { CallSite, HeapObject } from "../heap.ts";
import { isHidden } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { iterate } from "../iterate.ts";
import { spreadInto } from "../literal.ts";
import { makeArray, makeNative, makeRecord } from "../make.ts";
import { elementsOf, hasOwn, hasUnknownProperties } from "../member.ts";
import { ownValues } from "../own-values.ts";
import { callBack } from "../semantics.ts";
import { set } from "../set.ts";
import { known, mixed, type Value } from "../value.ts";
import { definingMembers } from "./define.ts";
import { mayBeCalled } from "./plain.ts";
import { throws } from "./throws.ts";

export function objectGlobal(): HeapObject {
  return makeNative(
    "Object",
    { call: toObject, construct: toObject },
    {
      keys: listing("keys", (_, [key], span) => known(key, span)),
      values: listing("values", (_, [, value]) => value),
      entries: listing("entries", (interpreter, [key, value], span) =>
        makeArray(interpreter, [known(key, span), value], span),
      ),
      getOwnPropertyNames: makeNative("getOwnPropertyNames", {
        call: (interpreter, { arguments: [object], span }) => {
          const plain = object?.kind === "object" && object.body.kind === "record";
          const properties = plain ? ownProperties(interpreter, object, span) : undefined;
          return properties
            ? makeArray(
                interpreter,
                properties.map(([key]) => known(key, span)),
                span,
              )
            : mixed(span, object ? [object] : []);
        },
      }),
      ...definingMembers(),
      freeze: same("freeze"),
      seal: same("seal"),
      preventExtensions: same("preventExtensions"),
      fromEntries: makeNative("fromEntries", { call: fromEntries }),
      groupBy: makeNative("groupBy", { call: groupBy }),
      assign: makeNative("assign", {
        call: (interpreter, { arguments: [target, ...sources], span }) => {
          if (target?.kind !== "object")
            return escapes(interpreter, [...(target ? [target] : []), ...sources], span);
          for (const source of sources) assignFrom(interpreter, target, { source, span });
          return target;
        },
      }),
      is: makeNative("is", {
        call: (_, { arguments: args, span }) => {
          const [a = known(undefined, span), b = known(undefined, span)] = args;
          return lift([a, b], (one = a, other = b) => isSame(one, other, span), span);
        },
      }),
      hasOwn: makeNative("hasOwn", {
        call: (_, { arguments: [object, key], span }) =>
          object === undefined
            ? mixed(span, [])
            : ownKey(object, key ?? known(undefined, span), span),
      }),
    },
  );
}

/** Whether an object has a property of its own of this name. */
export function ownKey(object: Value, key: Value, span: Span): Value {
  const plain =
    object.kind === "object" &&
    (object.body.kind === "record" ||
      object.body.kind === "array" ||
      object.body.kind === "instance");
  const has = plain && key.kind === "known" ? hasOwn(object, String(key.value)) : undefined;
  return has === undefined ? mixed(span, [object, key]) : known(has, span);
}

function toObject(interpreter: Interpreter, { arguments: [object], span }: CallSite): Value {
  if (object?.kind === "object") return object;
  const nothing =
    object === undefined || (object.kind === "known" && (object.value ?? null) === null);
  return nothing ? makeRecord(interpreter, [], span) : mixed(span, [object]);
}

/** Each property as it is read there is set here: getters and setters are called. */
function assignFrom(
  interpreter: Interpreter,
  target: HeapObject,
  { source, span }: { readonly source: Value; readonly span: Span },
): void {
  const copy = makeRecord(interpreter, [], span);
  spreadInto(interpreter, copy, source);
  const properties = ownProperties(interpreter, copy, span);
  // A property of this name would be set, and not be one.
  interpreter.store.write(copy.slots, "__proto__", undefined);
  if (properties === undefined) spreadInto(interpreter, target, copy);
  for (const [key, value] of properties ?? []) set(interpreter, target, { key, span }, value);
}

/** Own enumerable properties where all of them are known; what is listed of a function is not followed. */
function ownProperties(
  interpreter: Interpreter,
  object: HeapObject,
  span: Span,
): readonly (readonly [string, Value])[] | undefined {
  const { body, facts } = object;
  const lists = body.kind === "record" || body.kind === "array" || body.kind === "instance";
  if (!lists || (facts && facts.kind !== "flow") || hasUnknownProperties(object)) return undefined;
  interpreter.fuel -= object.slots.entries.size;
  return ownValues(interpreter, object, span);
}

/** Frozen or not, what it holds is what it holds. */
const same = (name: string): HeapObject =>
  makeNative(name, {
    call: (_, { arguments: [object], span }) => object ?? known(undefined, span),
  });

type Pick = (interpreter: Interpreter, entry: readonly [string, Value], span: Span) => Value;

function listing(name: string, pick: Pick): HeapObject {
  return makeNative(name, {
    call: (interpreter, { arguments: [given], span }) => {
      const object = given ?? known(undefined, span);
      return lift([object], (one = object) => listed(interpreter, one, { name, pick, span }), span);
    },
  });
}

function listed(
  interpreter: Interpreter,
  value: Value,
  { name, pick, span }: { readonly name: string; readonly pick: Pick; readonly span: Span },
): Value {
  const properties = propertiesOf(interpreter, value, { name, span });
  if (properties)
    return makeArray(
      interpreter,
      properties.map((entry) => pick(interpreter, entry, span)),
      span,
    );
  const held =
    value.kind === "object"
      ? [...value.slots.entries.values()].filter((slot) => slot.kind !== "accessor")
      : [];
  return mixed(span, [value, ...held]);
}

function propertiesOf(
  interpreter: Interpreter,
  value: Value,
  { name, span }: { readonly name: string; readonly span: Span },
): readonly (readonly [string, Value])[] | undefined {
  if (value.kind === "object") return ownProperties(interpreter, value, span);
  if (value.kind !== "known") return undefined;
  if (value.value === undefined || value.value === null)
    throws(interpreter, span, `Object.${name}()`);
  const letters = typeof value.value === "string" ? value.value.split("") : [];
  return letters.map((letter, index) => [String(index), known(letter, span)]);
}

function fromEntries(interpreter: Interpreter, { arguments: [entries], span }: CallSite): Value {
  const items = entries && iterate(interpreter, entries, span);
  const pairs = items?.map((pair) => (pair.kind === "object" ? elementsOf(pair) : undefined));
  const properties: (readonly [string, Value])[] = [];
  for (const pair of pairs ?? []) {
    const key = pair?.[0];
    if (pair && key?.kind === "known" && !isHidden(String(key.value)))
      properties.push([String(key.value), pair[1] ?? known(undefined, span)]);
  }
  if (pairs === undefined || properties.length < pairs.length)
    return mixed(span, [
      ...(entries ? [entries] : []),
      ...(items ?? []),
      ...(pairs ?? []).flatMap((pair) => pair ?? []),
    ]);
  return makeRecord(interpreter, properties, span);
}

/** Elements by what a callback says of them; `undefined` where the elements are not known. */
export function grouped(
  interpreter: Interpreter,
  { arguments: [source, callback], span }: CallSite,
): readonly (readonly [Value, Value])[] | undefined {
  if (callback === undefined || !mayBeCalled(callback))
    return throws(interpreter, span, "groupBy()");
  const items = source && iterate(interpreter, source, span);
  return items?.map((one, index) => [
    callBack(interpreter, callback, [one, known(index, span)], span),
    one,
  ]);
}

function groupBy(interpreter: Interpreter, site: CallSite): Value {
  const { span, arguments: args } = site;
  const pairs = grouped(interpreter, site);
  if (pairs === undefined) return escapes(interpreter, args, span);
  const groups = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    if (key.kind !== "known" || isHidden(String(key.value))) return mixed(span, pairs.flat());
    const name = String(key.value);
    groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  const entries = [...groups].map(
    ([key, values]) => [key, makeArray(interpreter, values, span)] as const,
  );
  return makeRecord(interpreter, entries, span);
}

function isSame(a: Value, b: Value, span: Span): Value {
  if (a.kind === "known" && b.kind === "known") return known(Object.is(a.value, b.value), span);
  if (a.kind === "object" && b.kind === "object") return known(a === b, span);
  const [one, other] = [a.kind, b.kind].sort();
  return one === "known" && other === "object" ? known(false, span) : mixed(span, [a, b]);
}
