import type { Span } from "#source/span.ts";
import { forkValue } from "./branch.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import type { Interpreter } from "./interpreter.ts";
import { deepestData } from "./limits.ts";
import { elementsOf, findSlot } from "./member.ts";
import { concatenate } from "./operator.ts";
import { call } from "./semantics.ts";
import { wellKnown } from "./symbol.ts";
import { tooLarge } from "./tree-size.ts";
import { known, type Value } from "./value.ts";

type Hint = "default" | "number" | "string";

/** An object where the language wants a primitive: its own `valueOf` or `toString`, or what all arrays and records have. */
export function asPrimitive(
  interpreter: Interpreter,
  value: Value,
  span: Span,
  hint: Hint = "default",
): Value {
  if (value.kind === "object") return converted(interpreter, value, { span, hint, depth: 0 });
  if (value.kind !== "oneOf" || value.choices.every((choice) => choice.value.kind !== "object"))
    return value;
  const sides = value.choices.map((choice) => ({
    when: choice.when,
    run: () => asPrimitive(interpreter, choice.value, span, hint),
  }));
  return forkValue(interpreter, sides, span);
}

interface Conversion {
  readonly span: Span;
  readonly hint: Hint;
  readonly depth: number;
}

/** The object itself where its conversion is not followed. */
function converted(interpreter: Interpreter, object: HeapObject, how: Conversion): Value {
  if (object.facts || how.depth > deepestData || findSlot(object, restKey)) return object;
  if (how.depth === 0 && tooLarge(object)) return object;
  const own = ownConversion(interpreter, object, how);
  if (own) return own.kind === "object" ? object : own;
  if (object.body.kind === "array") return textOfArray(interpreter, object, how) ?? object;
  const plain = object.body.kind === "record" || object.body.kind === "instance";
  return plain && !inheritsNative(object) ? known("[object Object]", how.span) : object;
}

function ownConversion(
  interpreter: Interpreter,
  object: HeapObject,
  { span, hint }: Conversion,
): Value | undefined {
  const exact = findSlot(object, wellKnown.toPrimitive);
  const methods = hint === "string" ? ["toString", "valueOf"] : ["valueOf", "toString"];
  const found = [exact, ...methods.map((name) => findSlot(object, name))];
  for (const [index, slot] of found.entries()) {
    if (slot === undefined) continue;
    if (slot.kind !== "object" || !isFunction(slot)) return object;
    const args = index === 0 ? [known(hint, span)] : [];
    const site = { self: object, arguments: args, argumentSpans: args.map(() => span), span };
    const result = call(interpreter, slot, site);
    if (result.kind !== "object") return result;
  }
  return undefined;
}

const isFunction = ({ body }: HeapObject): boolean =>
  body.kind === "closure" || body.kind === "native";

function textOfArray(
  interpreter: Interpreter,
  array: HeapObject,
  how: Conversion,
): Value | undefined {
  const parts = elementsOf(array)?.map((one) =>
    one.kind === "object"
      ? converted(interpreter, one, { ...how, hint: "string", depth: how.depth + 1 })
      : one,
  );
  if (parts === undefined || parts.some((part) => part.kind === "object")) return undefined;
  const text = (part: Value): Value =>
    part.kind === "known" && (part.value === undefined || part.value === null)
      ? known("", part.span)
      : part;
  const comma = known(",", how.span);
  return concatenate(
    parts.flatMap((part, index) => (index === 0 ? [text(part)] : [comma, text(part)])),
    how.span,
  );
}

/** A subclass of `Error` or `Map` converts as those do. */
function inheritsNative(object: HeapObject): boolean {
  for (let at = object.prototype; at; at = at.prototype) if (at.slots.birth < 0) return true;
  return false;
}
