import type { YieldExpression } from "oxc-parser";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { enclosing } from "./scope.ts";
import { evaluate, walk } from "./semantics.ts";
import { known, unknown, type Value } from "./value.ts";

/** `yield x` hands `x` to whatever goes through the generator; `yield* xs` hands on all of them. */
export function evaluateYield(
  interpreter: Interpreter,
  node: YieldExpression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const value = node.argument
    ? evaluate(interpreter, node.argument, place)
    : known(undefined, span);
  const yields = enclosing(place.scope, "yields");
  if (yields === undefined) return unknown(span, "this `yield` is not followed");
  if (!node.delegate) return yields(value);
  const result = walk(interpreter, value, {
    span,
    each: (one) => {
      yields(one);
      return { kind: "normal" };
    },
    finished: (returned) => ({ kind: "return", value: returned }),
  });
  return result.kind === "return" ? result.value : known(undefined, span);
}
