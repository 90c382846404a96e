import type { AssignmentExpression, AssignmentTarget, BindingIdentifier, Expression, UpdateExpression } from "oxc-parser";
import { forkValue } from "./branch.ts";
import { expand, narrow, sidesOf, truth } from "./decide.ts";
import { evaluate, memberKey, objectOf, readTarget } from "./expression.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { spanIn } from "./interpreter.ts";
import { set, setUnknownKey } from "./member.ts";
import { binary } from "./operator.ts";
import { assignPattern } from "./pattern.ts";
import { assign, declare, functionScope } from "./scope.ts";
import { known, type Value } from "./value.ts";
import { choicesOf } from "./value.ts";

export function evaluateAssignment(interpreter: Interpreter, node: AssignmentExpression, place: Place): Value {
  const { left, operator } = node;
  if (operator === "=") {
    const value = evaluate(interpreter, node.right, place);
    assignAny(interpreter, left, value, place);
    return value;
  }
  if (left.type === "ObjectPattern" || left.type === "ArrayPattern") return evaluate(interpreter, node.right, place);
  const before = readTarget(interpreter, left, place);
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
  { node, before, operator }: { node: AssignmentExpression; before: Value; operator: "&&=" | "||=" | "??=" },
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

/** Whether it is null or undefined, where that is known. */
export function nullish(value: Value): boolean | undefined {
  const answers = new Set(
    choicesOf(value).map(({ value: one }) => {
      if (one.kind === "unknown") return undefined;
      return one.kind === "known" && (one.value === undefined || one.value === null);
    }),
  );
  return answers.size === 1 ? [...answers][0] : undefined;
}

function assignAny(interpreter: Interpreter, target: AssignmentTarget, value: Value, place: Place): void {
  if (target.type === "ObjectPattern" || target.type === "ArrayPattern") {
    assignPattern(interpreter, target, { value, place });
  } else assignTo(interpreter, target, value, place);
}

/** Writes to a variable or a property. */
export function assignTo(interpreter: Interpreter, target: AssignmentTarget | BindingIdentifier | Expression, value: Value, place: Place): void {
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

export function evaluateUpdate(interpreter: Interpreter, node: UpdateExpression, place: Place): Value {
  const span = spanIn(place.module, node);
  const before = binary("-", readTarget(interpreter, node.argument, place), known(0, span), span);
  const after = binary(node.operator === "++" ? "+" : "-", before, known(1, span), span);
  assignTo(interpreter, node.argument, after, place);
  return node.prefix ? after : before;
}
