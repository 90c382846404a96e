import type {
  ArrowFunctionExpression,
  Expression,
  Function as FunctionNode,
  MemberExpression,
  TemplateLiteral,
} from "oxc-parser";
import type { Span } from "#source/span.ts";
import { evaluateAssignment, evaluateUpdate } from "./assign.ts";
import { forkValue } from "./branch.ts";
import { evaluateCall, evaluateNew } from "./call-expression.ts";
import { checkPathAsText } from "./checks/path-as-text.ts";
import { choose, truthUnder } from "./choose.ts";
import { evaluateClass } from "./class.ts";
import { expand, narrow, nullish, truth } from "./decide.ts";
import { allocate, type Interpreter, outOfFuel, type Place, spanIn, spend } from "./interpreter.ts";
import { evaluateArray, evaluateObject } from "./literal.ts";
import { findSlot, get, getUnknownKey, write } from "./member.ts";
import { binary, concatenate, unary } from "./operator.ts";
import { awaitValue } from "./promise.ts";
import { memberKey, objectOf, ShortCircuit } from "./reference.ts";
import { declare, innerScope, lookup } from "./scope.ts";
import { evaluate } from "./semantics.ts";
import { choicesOf, known, mayBeAbsent, mixed, unknown, type Value } from "./value.ts";

/** What an expression is worth here. */
export function evaluateExpression(
  interpreter: Interpreter,
  node: Expression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  if (!spend(interpreter)) return outOfFuel(span);
  switch (node.type) {
    case "Literal":
      return "regex" in node
        ? allocate(interpreter, { kind: "exotic", name: "RegExp" }, { span })
        : known(node.value, span);
    case "Identifier":
      return variable(interpreter, node.name, place, span);
    case "ThisExpression":
      return lookup(interpreter, place.scope, "this") ?? known(undefined, span);
    case "TemplateLiteral":
      return concatenate(templateParts(interpreter, node, place), span);
    case "MemberExpression":
      return evaluateMember(interpreter, node, place);
    case "CallExpression":
      return evaluateCall(interpreter, node, place);
    case "NewExpression":
      return evaluateNew(interpreter, node, place);
    case "ObjectExpression":
      return evaluateObject(interpreter, node, place);
    case "ArrayExpression":
      return evaluateArray(interpreter, node, place);
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "FunctionDeclaration":
      return evaluateFunction(interpreter, node, place);
    case "ClassExpression":
    case "ClassDeclaration":
      return evaluateClass(interpreter, node, place);
    case "AssignmentExpression":
      return evaluateAssignment(interpreter, node, place);
    case "UpdateExpression":
      return evaluateUpdate(interpreter, node, place);
    case "UnaryExpression":
      return evaluateUnary(interpreter, node, place);
    case "BinaryExpression":
      return evaluateBinary(interpreter, node, place);
    case "LogicalExpression":
      return evaluateLogical(interpreter, node, place);
    case "ConditionalExpression":
      return choose(interpreter, evaluate(interpreter, node.test, place), {
        yes: () => evaluate(interpreter, node.consequent, place),
        no: () => evaluate(interpreter, node.alternate, place),
        span,
      });
    case "AwaitExpression":
      return awaitValue(interpreter, evaluate(interpreter, node.argument, place), span);
    case "ChainExpression":
      return evaluateChain(interpreter, node.expression, place);
    case "SequenceExpression":
      return node.expressions.reduce<Value>(
        (_, one) => evaluate(interpreter, one, place),
        known(undefined, span),
      );
    case "ParenthesizedExpression":
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSTypeAssertion":
    case "TSNonNullExpression":
    case "TSInstantiationExpression":
      return evaluate(interpreter, node.expression, place);
    case "TaggedTemplateExpression":
      return mixed(
        span,
        templateParts(interpreter, node.quasi, place),
        "tagged templates are not followed",
      );
    case "MetaProperty":
      return unknown(span, "`import.meta` depends on where the module runs");
    case "ImportExpression":
      return unknown(span, "a dynamic import is not followed", {
        taints: [{ kind: "foreign", what: "import()", span }],
      });
    case "YieldExpression":
      return unknown(span, "generator functions are not followed");
    default:
      return unknown(span, "this kind of expression is not followed");
  }
}

function variable(interpreter: Interpreter, name: string, place: Place, span: Span): Value {
  const value = lookup(interpreter, place.scope, name);
  if (value) return narrow(interpreter, value);
  return name === "undefined"
    ? known(undefined, span)
    : unknown(span, `the compiler does not know \`${name}\``);
}

function templateParts(
  interpreter: Interpreter,
  node: TemplateLiteral,
  place: Place,
): readonly Value[] {
  return node.quasis.flatMap((quasi, index) => {
    const text = known(quasi.value.cooked ?? quasi.value.raw, spanIn(place.module, quasi));
    const expression = node.expressions[index];
    if (expression === undefined) return [text];
    const value = evaluate(interpreter, expression, place);
    checkPathAsText(interpreter, value, spanIn(place.module, expression));
    return [text, value];
  });
}

function evaluateLogical(
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
  const choices = value.choices.filter((choice) => truth(choice.value) !== !side);
  const [first] = choices;
  return choices.length === 1 && first ? first.value : { ...value, choices };
}

function evaluateUnary(
  interpreter: Interpreter,
  node: Extract<Expression, { type: "UnaryExpression" }>,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  if (node.operator === "delete") return evaluateDelete(interpreter, node.argument, place);
  const value = expand(interpreter, evaluate(interpreter, node.argument, place));
  if (node.operator === "!") {
    const assumed = truthUnder(interpreter, value);
    if (assumed !== undefined) return known(!assumed, span);
  }
  return unary(node.operator, value, span);
}

function evaluateDelete(interpreter: Interpreter, target: Expression, place: Place): Value {
  const span = spanIn(place.module, target);
  if (target.type === "MemberExpression") {
    const object = objectOf(interpreter, target, place);
    const key = memberKey(interpreter, target, place);
    if (object.kind === "object" && typeof key === "string")
      interpreter.store.write(object.slots, key, undefined);
  }
  return known(true, span);
}

function evaluateBinary(
  interpreter: Interpreter,
  node: Extract<Expression, { type: "BinaryExpression" }>,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const operand = (side: Expression) => expand(interpreter, evaluate(interpreter, side, place));
  if (node.left.type === "PrivateIdentifier") {
    return mixed(span, [operand(node.right)], "`#x in` is not followed");
  }
  const left = operand(node.left);
  const right = operand(node.right);
  if (node.operator === "in") return isIn(left, right, span);
  if (node.operator === "instanceof") return isInstance(left, right, span);
  if (node.operator === "+") {
    checkPathAsText(interpreter, left, spanIn(place.module, node.left));
    checkPathAsText(interpreter, right, spanIn(place.module, node.right));
  }
  return binary(node.operator, left, right, span);
}

function isIn(key: Value, object: Value, span: Span): Value {
  if (object.kind !== "object" || key.kind !== "known" || findSlot(object, "\0rest"))
    return mixed(span, [key, object]);
  const slot = findSlot(object, String(key.value));
  if (slot && slot.kind !== "accessor" && mayBeAbsent(slot)) return mixed(span, [key, object]);
  return known(slot !== undefined, span);
}

function isInstance(value: Value, type: Value, span: Span): Value {
  if (value.kind === "known") return known(false, span);
  if (value.kind !== "object" || type.kind !== "object") return mixed(span, [value, type]);
  const { body } = type;
  if (body.kind !== "class" && body.kind !== "native") return mixed(span, [value, type]);
  const wanted = body.instancePrototype;
  for (let at = value.prototype; at; at = at.prototype) if (at === wanted) return known(true, span);
  return value.body.kind === "exotic" || wanted === undefined
    ? mixed(span, [value, type])
    : known(false, span);
}

function evaluateMember(interpreter: Interpreter, node: MemberExpression, place: Place): Value {
  const object = objectOf(interpreter, node, place);
  const span = spanIn(place.module, node);
  if (node.optional && nullish(narrow(interpreter, object)) !== false)
    return optional(interpreter, object, node, place);
  const key = memberKey(interpreter, node, place);
  return typeof key === "string"
    ? get(interpreter, object, { key, span, self: selfOf(interpreter, node, place) })
    : getUnknownKey(interpreter, object, key, span);
}

const selfOf = (
  interpreter: Interpreter,
  node: MemberExpression,
  place: Place,
): Value | undefined =>
  node.object.type === "Super" ? lookup(interpreter, place.scope, "this") : undefined;

function optional(
  interpreter: Interpreter,
  object: Value,
  node: MemberExpression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const value = narrow(interpreter, object);
  if (nullish(value) === true) throw new ShortCircuit();
  const key = memberKey(interpreter, node, place);
  const read = (one: Value) =>
    typeof key === "string"
      ? get(interpreter, one, { key, span })
      : getUnknownKey(interpreter, one, key, span);
  if (value.kind !== "oneOf") return read(value);
  const sides = value.choices.map(({ value: one, when }) => ({
    when,
    run: () => (nullish(one) === true ? known(undefined, span) : read(one)),
  }));
  return forkValue(interpreter, sides, span);
}

function evaluateChain(interpreter: Interpreter, node: Expression, place: Place): Value {
  try {
    return evaluate(interpreter, node, place);
  } catch (thrown) {
    if (thrown instanceof ShortCircuit) return known(undefined, spanIn(place.module, node));
    throw thrown;
  }
}

export function evaluateFunction(
  interpreter: Interpreter,
  node: ArrowFunctionExpression | FunctionNode,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const named = node.type === "FunctionExpression" && node.id !== null;
  const scope = named ? innerScope(interpreter, place.scope) : place.scope;
  const closure = allocate(
    interpreter,
    { kind: "closure", code: node, scope, module: place.module },
    { span },
  );
  if (named && node.id) declare(interpreter, scope, node.id.name, closure);
  if (node.type !== "ArrowFunctionExpression") {
    write(interpreter, closure, "prototype", allocate(interpreter, { kind: "record" }, { span }));
  }
  return closure;
}
