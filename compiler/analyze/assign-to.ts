import type { AssignmentTarget, BindingIdentifier, Expression, MemberExpression } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { findSlot, get, getUnknownKey } from "./member.ts";
import { memberKey, objectOf } from "./reference.ts";
import { assign, declare, functionScope, lookup } from "./scope.ts";
import { call, evaluate } from "./semantics.ts";
import { set, setUnknownKey } from "./set.ts";
import type { Value } from "./value.ts";

/** A variable or a property, its object and key evaluated: what `+=` reads and writes is one place. */
export type Reference =
  | { readonly kind: "variable"; readonly name: string }
  | {
      readonly kind: "member";
      readonly object: Value;
      readonly key: string | Value;
      readonly span: Span;
      /** On `super.x`: whose property it is. */
      readonly self?: Value | undefined;
    }
  | { readonly kind: "none" };

type Target = AssignmentTarget | BindingIdentifier | Expression;

/** Writes to a variable or a property. */
export function assignTo(
  interpreter: Interpreter,
  target: Target,
  value: Value,
  place: Place,
): void {
  writeTo(interpreter, refer(interpreter, target, place), value, place);
}

/** The place that an expression names. */
export function refer(interpreter: Interpreter, target: Target, place: Place): Reference {
  switch (target.type) {
    case "Identifier":
      return { kind: "variable", name: target.name };
    case "MemberExpression":
      return referToMember(interpreter, target, place);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      return refer(interpreter, target.expression, place);
    default:
      return { kind: "none" };
  }
}

function referToMember(interpreter: Interpreter, node: MemberExpression, place: Place): Reference {
  const object = objectOf(interpreter, node, place);
  const key = memberKey(interpreter, node, place);
  const self = node.object.type === "Super" ? lookup(interpreter, place.scope, "this") : undefined;
  return { kind: "member", object, key, span: spanIn(place.module, node), self };
}

/** What stands there; `target` is the expression that names it. */
export function readFrom(
  interpreter: Interpreter,
  reference: Reference,
  target: Expression,
  place: Place,
): Value {
  if (reference.kind !== "member") return evaluate(interpreter, target, place);
  const { object, key, span, self } = reference;
  return typeof key === "string"
    ? get(interpreter, object, { key, span, self })
    : getUnknownKey(interpreter, object, key, span);
}

export function writeTo(
  interpreter: Interpreter,
  reference: Reference,
  value: Value,
  place: Place,
): void {
  if (reference.kind === "variable") {
    if (!assign(interpreter, place.scope, reference.name, value))
      declare(interpreter, functionScope(place.scope), reference.name, value);
  } else if (reference.kind === "member") writeToMember(interpreter, reference, value);
}

function writeToMember(
  interpreter: Interpreter,
  { object, key, span, self }: Extract<Reference, { kind: "member" }>,
  value: Value,
): void {
  if (typeof key !== "string") {
    setUnknownKey(interpreter, self ?? object, key, value);
    return;
  }
  const inherited = self && object.kind === "object" ? findSlot(object, key) : undefined;
  if (self && inherited?.kind === "accessor") {
    const site = { self, arguments: [value], argumentSpans: [span], span };
    if (inherited.set) call(interpreter, inherited.set, site);
  } else set(interpreter, self ?? object, { key, span }, value);
}
