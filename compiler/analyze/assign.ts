import type { AssignmentExpression, AssignmentTarget, UpdateExpression } from "oxc-parser";
import { assignTo } from "./assign-to.ts";
import { forkValue } from "./branch.ts";
import { expand, narrow, nullish, sidesOf, truth } from "./decide.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { spanIn } from "./interpreter.ts";
import { binary } from "./operator.ts";
import { assignPattern } from "./pattern.ts";
import { evaluate } from "./semantics.ts";
import { known, type Value } from "./value.ts";

export function evaluateAssignment(
  interpreter: Interpreter,
  node: AssignmentExpression,
  place: Place,
): Value {
  const { left, operator } = node;
  if (operator === "=") {
    const value = evaluate(interpreter, node.right, place);
    assignAny(interpreter, left, value, place);
    return value;
  }
  if (left.type === "ObjectPattern" || left.type === "ArrayPattern")
    return evaluate(interpreter, node.right, place);
  const before = evaluate(interpreter, left, place);
  if (operator === "&&=" || operator === "||=" || operator === "??=") {
    return logicalAssignment(interpreter, { node, before, operator }, place);
  }
  const right = evaluate(interpreter, node.right, place);
  const value = binary(operator.slice(0, -1), before, right, spanIn(place.module, node));
  assignTo(interpreter, left, value, place);
  return value;
}

function logicalAssignment(
  interpreter: Interpreter,
  {
    node,
    before,
    operator,
  }: { node: AssignmentExpression; before: Value; operator: "&&=" | "||=" | "??=" },
  place: Place,
): Value {
  const write = () => {
    const value = evaluate(interpreter, node.right, place);
    assignAny(interpreter, node.left, value, place);
    return value;
  };
  const value = expand(interpreter, narrow(interpreter, before));
  const decided = operator === "??=" ? nullish(value) : truth(value);
  const writes = operator === "||=" ? decided === false : decided === true;
  if (decided !== undefined) return writes ? write() : value;
  const { yes, no } = operator === "??=" ? { yes: [], no: [] } : sidesOf(value);
  const sides = [
    { when: operator === "||=" ? no : yes, run: write },
    { when: operator === "||=" ? yes : no, run: () => value },
  ];
  return forkValue(interpreter, sides, spanIn(place.module, node));
}

function assignAny(
  interpreter: Interpreter,
  target: AssignmentTarget,
  value: Value,
  place: Place,
): void {
  if (target.type === "ObjectPattern" || target.type === "ArrayPattern") {
    assignPattern(interpreter, target, { value, place });
  } else assignTo(interpreter, target, value, place);
}

export function evaluateUpdate(
  interpreter: Interpreter,
  node: UpdateExpression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const before = binary("-", evaluate(interpreter, node.argument, place), known(0, span), span);
  const after = binary(node.operator === "++" ? "+" : "-", before, known(1, span), span);
  assignTo(interpreter, node.argument, after, place);
  return node.prefix ? after : before;
}
