import type { Json } from "#protocol/value.ts";
import type { Span } from "#source/span.ts";
import { escapes } from "../escapes.ts";
import type { HeapObject } from "../heap.ts";
import { allocate, type Interpreter } from "../interpreter.ts";
import { entriesOf, entryPrefix } from "../iterate.ts";
import { toJson } from "../json.ts";
import { deepestData } from "../limits.ts";
import { makeArray, makeFixed, makeJson, makeNative, makeRecord } from "../make.ts";
import { elementsOf, findSlot, hasUnknownProperties, ownEntries } from "../member.ts";
import { ownValues } from "../own-values.ts";
import { asPrimitive } from "../to-primitive.ts";
import { known, mixed, type Primitive, unknown, type Value } from "../value.ts";
import { isSparse } from "./array-parts.ts";
import { tooDeep } from "./plain.ts";
import { asReal, perhapsThrows, throws } from "./throws.ts";

export function jsonGlobal(): HeapObject {
  return makeFixed({
    stringify: makeNative("JSON.stringify", {
      call: (interpreter, { arguments: args, span }) => {
        const [value = known(undefined, span), replacer, indent] = args;
        const space = indent === undefined ? { space: undefined } : spaceOf(indent);
        if (!isNothing(replacer) || space === undefined) return escapes(interpreter, args, span);
        const json = toJson(value);
        if ("problem" in json) {
          // What it is made of may be told by methods, which may do whatever they like.
          const makers = methodsIn(value);
          return makers.length > 0
            ? escapes(interpreter, [value, ...makers], span)
            : mixed(span, [value]);
        }
        return known(JSON.stringify(json.json, undefined, space.space), span);
      },
    }),
    parse: makeNative("JSON.parse", {
      call: (interpreter, { arguments: args, span }) => {
        const [given, reviver] = args;
        const text = given && asPrimitive(interpreter, given, span, "string");
        if (text?.kind !== "known" || !isNothing(reviver)) return escapes(interpreter, args, span);
        return parsed(interpreter, String(text.value), span);
      },
    }),
  });
}

function methodsIn(value: Value, seen = new Set<Value>()): readonly Value[] {
  if (value.kind !== "object" || value.facts || value.slots.birth < 0 || seen.has(value)) return [];
  seen.add(value);
  const own = findSlot(value, "toJSON");
  const inside = ownEntries(value).flatMap(([, one]) => methodsIn(one, seen));
  return own && own.kind !== "accessor" ? [own, ...inside] : inside;
}

function parsed(interpreter: Interpreter, text: string, span: Span): Value {
  const json = asReal(interpreter, { span, name: "JSON.parse" }, (): Json => JSON.parse(text));
  return tooDeep(json)
    ? unknown(span, "this JSON is nested too deep")
    : makeJson(interpreter, json, span);
}

const isNothing = (value: Value | undefined): boolean =>
  value === undefined ||
  (value.kind === "known" && typeof value.value !== "object") ||
  isNull(value);

const isNull = (value: Value): boolean => value.kind === "known" && value.value === null;

function spaceOf(indent: Value): { readonly space: string | number | undefined } | undefined {
  if (indent.kind !== "known") return undefined;
  const { value }: { readonly value: Primitive } = indent;
  return { space: typeof value === "number" || typeof value === "string" ? value : undefined };
}

export const cloneFunction = (): HeapObject =>
  makeNative("structuredClone", {
    call: (interpreter, { arguments: args, span }) => {
      const [value] = args;
      if (value === undefined) throws(interpreter, span, "structuredClone()");
      return args.length > 1
        ? mixed(span, args)
        : cloned(interpreter, value, { span, copies: new Map() });
    },
  });

interface Copying {
  readonly span: Span;
  readonly copies: Map<HeapObject, HeapObject>;
  readonly depth?: number;
}

/** Plain data as it is, copied once each; what cannot be copied is unknown. */
function cloned(interpreter: Interpreter, value: Value, copying: Copying): Value {
  if (value.kind === "known") return value;
  if (value.kind !== "object" || value.facts || (copying.depth ?? 0) > deepestData)
    return notCopied(interpreter, value, copying);
  const before = copying.copies.get(value);
  return before ?? copyOf(interpreter, value, { ...copying, depth: (copying.depth ?? 0) + 1 });
}

/** A function, say: it throws. */
function notCopied(interpreter: Interpreter, value: Value, { span }: Copying): Value {
  perhapsThrows(interpreter, span);
  return mixed(span, [value]);
}

function copyOf(interpreter: Interpreter, object: HeapObject, copying: Copying): Value {
  const { body } = object;
  const { span, copies } = copying;
  interpreter.fuel -= object.slots.entries.size;
  const elements = body.kind === "array" && !isSparse(object) ? elementsOf(object) : undefined;
  if (elements) {
    const copy = makeArray(interpreter, elements, span);
    copies.set(object, copy);
    elements.forEach((one, index) => {
      interpreter.store.write(copy.slots, String(index), cloned(interpreter, one, copying));
    });
    return copy;
  }
  if (body.kind === "map" || body.kind === "set") return copyEntries(interpreter, object, copying);
  if (body.kind !== "record" || hasUnknownProperties(object))
    return notCopied(interpreter, object, copying);
  const copy = makeRecord(interpreter, [], span);
  copies.set(object, copy);
  for (const [key, one] of ownValues(interpreter, object, span))
    interpreter.store.write(copy.slots, key, cloned(interpreter, one, copying));
  return copy;
}

/** Keys that are primitives stay what they are; others would have to be copied as well. */
function copyEntries(interpreter: Interpreter, object: HeapObject, copying: Copying): Value {
  const pairs = entriesOf(object);
  if (pairs === undefined || pairs.some(([key]) => key.kind !== "known"))
    return notCopied(interpreter, object, copying);
  const copy = allocate(interpreter, object.body, { span: copying.span });
  copying.copies.set(object, copy);
  for (const [key, slot] of object.slots.entries) {
    const pair =
      slot.kind === "object" && key.startsWith(entryPrefix) ? elementsOf(slot) : undefined;
    const [name, value] = pair ?? [];
    if (name && value)
      interpreter.store.write(
        copy.slots,
        key,
        makeArray(interpreter, [name, cloned(interpreter, value, copying)], copying.span),
      );
  }
  return copy;
}
