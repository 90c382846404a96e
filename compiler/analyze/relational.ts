import type { Expression } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { mayBeCalled } from "./builtins/plain.ts";
import { Thrown } from "./completion.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { arrayLength, findSlot, isIndex } from "./member.ts";
import { privateKey } from "./reference.ts";
import { builtinMember, callBack } from "./semantics.ts";
import { asKey, wellKnown } from "./symbol.ts";
import { known, mayBeAbsent, mixed, unknown, type Value } from "./value.ts";

/** `#x in object`. */
export function hasPrivate(
  interpreter: Interpreter,
  {
    name,
    object,
    node,
  }: { readonly name: string; readonly object: Value; readonly node: Expression },
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  if (object.kind !== "object") return mixed(span, [object]);
  return known(findSlot(object, privateKey(interpreter, name, place)) !== undefined, span);
}

/** `key in object`. */
export function isIn(interpreter: Interpreter, key: Value, object: Value, span: Span): Value {
  const name = asKey(key);
  if (object.kind === "known")
    throw new Thrown(unknown(span, "`in` is asked of what is no object"));
  if (object.kind !== "object" || typeof name !== "string" || findSlot(object, restKey))
    return mixed(span, [key, object]);
  const slot = findSlot(object, name);
  if (slot && slot.kind !== "accessor" && mayBeAbsent(slot)) return mixed(span, [key, object]);
  if (slot !== undefined) return known(true, span);
  if (object.body.kind === "array" && isIndex(name))
    return arrayLength(object) === undefined ? mixed(span, [key, object]) : known(false, span);
  return known(builtinMember(interpreter, object, { key: name, span }) !== undefined, span);
}

/** `value instanceof type`. */
export function isInstance(
  interpreter: Interpreter,
  value: Value,
  { type, span }: { readonly type: Value; readonly span: Span },
): Value {
  const own = type.kind === "object" ? findSlot(type, wellKnown.hasInstance) : undefined;
  if (own && own.kind !== "accessor") return callBack(interpreter, own, [value], span);
  if (type.kind === "known" || (type.kind === "object" && !mayBeCalled(type)))
    throw new Thrown(unknown(span, "what stands on the right is no class"));
  if (value.kind === "known") return known(false, span);
  if (value.kind !== "object" || type.kind !== "object") return mixed(span, [value, type]);
  const { body } = type;
  const native = body.kind === "native" ? ofLanguage(value, body.name) : undefined;
  if (native !== undefined) return known(native, span);
  const wanted =
    body.kind === "class" || body.kind === "native"
      ? body.instancePrototype
      : type.slots.entries.get("prototype");
  if (wanted === undefined) return mixed(span, [value, type]);
  for (let at = value.prototype; at; at = at.prototype) if (at === wanted) return known(true, span);
  return value.body.kind === "exotic" || findSlot(value, restKey)
    ? mixed(span, [value, type])
    : known(false, span);
}

/** Whether it is one of the language's own kinds of object; undefined for any other class. */
function ofLanguage({ body, prototype }: HeapObject, name: string): boolean | undefined {
  if (name === "Object")
    return body.kind === "record" && prototype === undefined ? undefined : true;
  if (name === "Array") return body.kind === "array";
  if (name === "Map" || name === "Set") return body.kind === name.toLowerCase();
  if (name === "Promise") return body.kind === "promise";
  if (name === "Function")
    return body.kind === "closure" || body.kind === "class" || body.kind === "native";
  return undefined;
}
