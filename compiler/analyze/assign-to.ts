import type { AssignmentTarget, BindingIdentifier, Expression } from "oxc-parser";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { set, setUnknownKey } from "./member.ts";
import { memberKey, objectOf } from "./reference.ts";
import { assign, declare, functionScope } from "./scope.ts";
import type { Value } from "./value.ts";

/** Writes to a variable or a property. */
export function assignTo(
  interpreter: Interpreter,
  target: AssignmentTarget | BindingIdentifier | Expression,
  value: Value,
  place: Place,
): void {
  switch (target.type) {
    case "Identifier":
      if (!assign(interpreter, place.scope, target.name, value)) {
        declare(interpreter, functionScope(place.scope), target.name, value);
      }
      return;
    case "MemberExpression": {
      const object = objectOf(interpreter, target, place);
      const key = memberKey(interpreter, target, place);
      const span = spanIn(place.module, target);
      if (typeof key === "string") set(interpreter, object, { key, span }, value);
      else setUnknownKey(interpreter, object, key, value);
      return;
    }
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      assignTo(interpreter, target.expression, value, place);
      return;
    default:
  }
}
