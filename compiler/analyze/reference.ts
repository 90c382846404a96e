import type { Expression, MemberExpression, PropertyKey } from "oxc-parser";
import { restKey } from "./hidden-keys.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { enclosing, lookup } from "./scope.ts";
import { evaluate } from "./semantics.ts";
import { asKey } from "./symbol.ts";
import { asPrimitive } from "./to-primitive.ts";
import { unknown, type Value } from "./value.ts";

/** The object of a member expression; `super.x` looks at the parent's prototype. */
export function objectOf(interpreter: Interpreter, node: MemberExpression, place: Place): Value {
  if (node.object.type !== "Super") return evaluate(interpreter, node.object, place);
  const home = enclosing(place.scope, "home");
  if (home?.prototype) return home.prototype;
  const inherited = home?.slots.entries.get(restKey);
  return inherited && inherited.kind !== "accessor"
    ? inherited
    : unknown(spanIn(place.module, node), "`super` is not followed here");
}

/** A member's name, or the value that would name it where that is not known. */
export function memberKey(
  interpreter: Interpreter,
  node: MemberExpression,
  place: Place,
): string | Value {
  if (node.property.type === "PrivateIdentifier")
    return privateKey(interpreter, node.property.name, place);
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : "";
  return keyFrom(interpreter, node.property, place);
}

/** Private names belong to the class body that declares them: the class scope says which. */
export function privateKey(interpreter: Interpreter, name: string, place: Place): string {
  const declared = lookup(interpreter, place.scope, `#${name}`);
  return declared?.kind === "known" ? String(declared.value) : `\0#${name}`;
}

export function keyOf(
  interpreter: Interpreter,
  property: { readonly key: PropertyKey; readonly computed: boolean },
  place: Place,
): string | Value {
  const { key } = property;
  if (key.type === "PrivateIdentifier") return privateKey(interpreter, key.name, place);
  if (!property.computed && key.type === "Identifier") return key.name;
  return keyFrom(interpreter, key, place);
}

function keyFrom(interpreter: Interpreter, node: Expression, place: Place): string | Value {
  const value = evaluate(interpreter, node, place);
  const key = asKey(value);
  if (typeof key === "string") return key;
  return asKey(asPrimitive(interpreter, value, spanIn(place.module, node), "string"));
}
