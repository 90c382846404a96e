import type { Expression } from "oxc-parser";
import type { Interpreter, Place } from "./interpreter.ts";
import { evaluate, evaluateClass } from "./semantics.ts";
import type { Value } from "./value.ts";

/** `const Name = class {}`: a class without a name takes that of what it is first put in. */
export const evaluateNamed = (
  interpreter: Interpreter,
  node: Expression,
  place: Place,
  name: string | undefined,
): Value =>
  name !== undefined && node.type === "ClassExpression" && node.id === null
    ? evaluateClass(interpreter, node, place, name)
    : evaluate(interpreter, node, place);

export const nameOfTarget = (target: { readonly type: string }): string | undefined =>
  target.type === "Identifier" && "name" in target && typeof target.name === "string"
    ? target.name
    : undefined;
