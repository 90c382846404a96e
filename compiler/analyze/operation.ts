import type { Expression } from "oxc-parser";
import { forkValue } from "./branch.ts";
import { checkPathAsText } from "./checks/path-as-text.ts";
import { choose, truthUnder } from "./choose.ts";
import { expand, impliedBy, narrow, nullish, truth } from "./decide.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { binary, unary } from "./operator.ts";
import { memberKey, objectOf } from "./reference.ts";
import { hasPrivate, isIn, isInstance } from "./relational.ts";
import { evaluate } from "./semantics.ts";
import { remove } from "./set.ts";
import { asPrimitive } from "./to-primitive.ts";
import { choicesOf, known, type Value } from "./value.ts";

export function evaluateLogical(
  interpreter: Interpreter,
  node: Extract<Expression, { type: "LogicalExpression" }>,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const left = expand(interpreter, evaluate(interpreter, node.left, place));
  const right = () => evaluate(interpreter, node.right, place);
  if (node.operator === "??") {
    const decided = nullish(left);
    if (decided !== undefined) return decided ? right() : left;
    const sides = choicesOf(left).map(({ value, when }) => ({
      when,
      run: () => (nullish(value) === true ? right() : value),
    }));
    return forkValue(
      interpreter,
      left.kind === "oneOf" ? sides : [...sides, { when: [], run: right }],
      span,
    );
  }
  const kept = () => sideOf(left, node.operator === "||");
  return node.operator === "||"
    ? choose(interpreter, left, { yes: kept, no: right, span })
    : choose(interpreter, left, { yes: right, no: kept, span });
}

/** The possibilities of a value on the side of a test that it is on. */
function sideOf(value: Value, side: boolean): Value {
  if (value.kind !== "oneOf") return value;
  const choices = value.choices
    .filter((choice) => truth(choice.value) !== !side)
    .map((choice) => ({ ...choice, when: [...choice.when, ...impliedBy(choice.value, side)] }));
  const [first] = choices;
  return choices.length === 1 && first ? first.value : { ...value, choices };
}

export function evaluateUnary(
  interpreter: Interpreter,
  node: Extract<Expression, { type: "UnaryExpression" }>,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  if (node.operator === "delete") return evaluateDelete(interpreter, node.argument, place);
  const operand = expand(interpreter, evaluate(interpreter, node.argument, place));
  const converts = node.operator === "+" || node.operator === "-" || node.operator === "~";
  const value = converts ? asPrimitive(interpreter, operand, span, "number") : operand;
  if (node.operator === "!") {
    const assumed = truthUnder(interpreter, value);
    if (assumed !== undefined) return known(!assumed, span);
  }
  return unary(node.operator, value, span);
}

function evaluateDelete(interpreter: Interpreter, node: Expression, place: Place): Value {
  const span = spanIn(place.module, node);
  const target = node.type === "ChainExpression" ? node.expression : node;
  if (target.type === "MemberExpression") {
    const object = narrow(interpreter, objectOf(interpreter, target, place));
    const key = memberKey(interpreter, target, place);
    if (!(target.optional && nullish(object) === true)) remove(interpreter, object, key, span);
  } else evaluate(interpreter, node, place);
  return known(true, span);
}

export function evaluateBinary(
  interpreter: Interpreter,
  node: Extract<Expression, { type: "BinaryExpression" }>,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const operand = (side: Expression) => expand(interpreter, evaluate(interpreter, side, place));
  if (node.left.type === "PrivateIdentifier") {
    const { name } = node.left;
    return hasPrivate(interpreter, { name, object: operand(node.right), node }, place);
  }
  const left = operand(node.left);
  const right = operand(node.right);
  if (node.operator === "in") return isIn(interpreter, left, right, span);
  if (node.operator === "instanceof") return isInstance(interpreter, left, { type: right, span });
  if (node.operator === "+") {
    checkPathAsText(interpreter, left, spanIn(place.module, node.left));
    checkPathAsText(interpreter, right, spanIn(place.module, node.right));
  }
  if (/^[!=]==?$/u.test(node.operator)) return binary(node.operator, left, right, span);
  const hint = node.operator === "+" ? "default" : "number";
  const plain = (value: Value) => asPrimitive(interpreter, value, span, hint);
  return binary(node.operator, plain(left), plain(right), span);
}
