import type { Argument, CallExpression, NewExpression } from "oxc-parser";
import { construct, superCall } from "./construct.ts";
import { narrow, nullish } from "./decide.ts";
import { escapes } from "./escapes.ts";
import type { CallSite } from "./heap.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { evaluateList } from "./literal.ts";
import { get, getUnknownKey } from "./member.ts";
import { memberKey, objectOf, ShortCircuit } from "./reference.ts";
import { lookup } from "./scope.ts";
import { call, evaluate } from "./semantics.ts";
import { known, type Value } from "./value.ts";

export function evaluateCall(interpreter: Interpreter, node: CallExpression, place: Place): Value {
  const span = spanIn(place.module, node);
  if (node.callee.type === "Super") {
    return superCall(
      interpreter,
      place,
      siteOf(interpreter, { node, self: known(undefined, span) }, place),
    );
  }
  const { callee, self } = calleeOf(interpreter, node, place);
  if (node.optional && nullish(narrow(interpreter, callee)) === true) throw new ShortCircuit();
  const site = siteOf(interpreter, { node, self }, place);
  return site.complete
    ? call(interpreter, callee, site)
    : escapes(
        interpreter,
        [callee, self, ...site.arguments],
        span,
        "how many arguments it gets is not known",
      );
}

/** The function and the object it is a method of. */
function calleeOf(
  interpreter: Interpreter,
  { callee }: CallExpression,
  place: Place,
): { readonly callee: Value; readonly self: Value } {
  const span = spanIn(place.module, callee);
  const node = callee.type === "TSNonNullExpression" ? callee.expression : callee;
  if (node.type !== "MemberExpression") {
    return { callee: evaluate(interpreter, node, place), self: known(undefined, span) };
  }
  const object = objectOf(interpreter, node, place);
  if (node.optional && nullish(narrow(interpreter, object)) === true) throw new ShortCircuit();
  const self =
    node.object.type === "Super" ? (lookup(interpreter, place.scope, "this") ?? object) : object;
  const key = memberKey(interpreter, node, place);
  const found =
    typeof key === "string"
      ? get(interpreter, object, { key, span, self })
      : getUnknownKey(interpreter, object, key, span);
  return { callee: found, self };
}

function siteOf(
  interpreter: Interpreter,
  { node, self }: { readonly node: CallExpression | NewExpression; readonly self: Value },
  place: Place,
): CallSite & { readonly complete: boolean } {
  const { elements, complete } = evaluateList(interpreter, node.arguments, place);
  return {
    self,
    arguments: elements,
    argumentSpans: node.arguments.map((argument: Argument) => spanIn(place.module, argument)),
    span: spanIn(place.module, node),
    complete,
  };
}

export function evaluateNew(interpreter: Interpreter, node: NewExpression, place: Place): Value {
  const span = spanIn(place.module, node);
  const callee = evaluate(interpreter, node.callee, place);
  const site = siteOf(interpreter, { node, self: known(undefined, span) }, place);
  return site.complete
    ? construct(interpreter, callee, site)
    : escapes(interpreter, [callee, ...site.arguments], span);
}
