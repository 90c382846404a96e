import type {
  ArrowFunctionExpression,
  Expression,
  Function as FunctionNode,
  MemberExpression,
  TemplateLiteral,
} from "oxc-parser";
import type { Span } from "#source/span.ts";
import { evaluateAssignment, evaluateUpdate } from "./assign.ts";
import { evaluateCall, evaluateNew } from "./call-expression.ts";
import { evaluateChain, orEnd } from "./chain.ts";
import { checkPathAsText } from "./checks/path-as-text.ts";
import { choose } from "./choose.ts";
import { narrow } from "./decide.ts";
import { nested } from "./depth.ts";
import type { HeapObject } from "./heap.ts";
import { restKey } from "./hidden-keys.ts";
import { allocate, type Interpreter, outOfFuel, type Place, spanIn, spend } from "./interpreter.ts";
import { evaluateArray, evaluateObject } from "./literal.ts";
import { makeArray } from "./make.ts";
import { get, getUnknownKey, write } from "./member.ts";
import { evaluateMeta } from "./meta-property.ts";
import { evaluateBinary, evaluateLogical, evaluateUnary } from "./operation.ts";
import { concatenate } from "./operator.ts";
import { awaitValue, makePromise } from "./promise.ts";
import { memberKey, objectOf } from "./reference.ts";
import { declare, enclosing, innerScope, lookup } from "./scope.ts";
import { evaluate, evaluateClass, importedNamespace } from "./semantics.ts";
import { evaluateTagged } from "./tagged.ts";
import { asPrimitive } from "./to-primitive.ts";
import { holdsIn, known, unknown, type Value } from "./value.ts";
import { evaluateYield } from "./yield.ts";

/** What an expression is worth here. */
export function evaluateExpression(
  interpreter: Interpreter,
  node: Expression,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  if (!spend(interpreter)) return outOfFuel(interpreter, span);
  const value = nested(interpreter, "expression", () => worth(interpreter, node, { place, span }));
  return value ?? outOfFuel(interpreter, span);
}

function worth(
  interpreter: Interpreter,
  node: Expression,
  { place, span }: { readonly place: Place; readonly span: Span },
): Value {
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
      return evaluateClass(interpreter, node, place, node.id?.name ?? "");
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
      return awaitValue(interpreter, evaluateAwaited(interpreter, node.argument, place), span);
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
      return evaluateTagged(interpreter, node, place);
    case "MetaProperty":
      return evaluateMeta(interpreter, node, place);
    case "ImportExpression":
      return evaluateImport(interpreter, node, place);
    case "YieldExpression":
      return evaluateYield(interpreter, node, place);
    default:
      return unknown(span, "this kind of expression is not followed");
  }
}

/** `import("./x.ts")`: a flow may not wait for it, but what it yields is what a static import does. */
function evaluateImport(
  interpreter: Interpreter,
  node: Extract<Expression, { type: "ImportExpression" }>,
  place: Place,
): Value {
  const span = spanIn(place.module, node);
  const specifier = evaluate(interpreter, node.source, place);
  const value =
    specifier.kind === "known" && typeof specifier.value === "string"
      ? importedNamespace(interpreter, place.module, { specifier: specifier.value, span })
      : unknown(span, "which module is imported is not known");
  return makePromise(interpreter, { value, foreign: { what: "import()", span } }, span);
}

/** A call that is awaited on the spot says so to the function that it calls. */
function evaluateAwaited(interpreter: Interpreter, node: Expression, place: Place): Value {
  if (node.type !== "CallExpression") return evaluate(interpreter, node, place);
  return spend(interpreter)
    ? evaluateCall(interpreter, node, place, true)
    : outOfFuel(interpreter, spanIn(place.module, node));
}

function variable(interpreter: Interpreter, name: string, place: Place, span: Span): Value {
  const value = lookup(interpreter, place.scope, name);
  if (value) return narrow(interpreter, value);
  if (name === "arguments") return argumentsOf(interpreter, place, span);
  if (name === "globalThis") return interpreter.shared;
  if (name === "undefined") return known(undefined, span);
  const reason = `the compiler does not know \`${name}\``;
  return unknown(span, reason, { holds: sharedIn(interpreter) });
}

/** What the app has put on `globalThis` is seen by whatever we don't follow. */
function sharedIn({ shared }: Interpreter): readonly HeapObject[] {
  const { size } = shared.slots.entries;
  const rest = shared.slots.entries.get(restKey);
  return size > 1 || (rest && rest.kind !== "accessor" && holdsIn(rest).length > 0) ? [shared] : [];
}

function argumentsOf(interpreter: Interpreter, { scope }: Place, span: Span): Value {
  const given = enclosing(scope, "given");
  return given
    ? makeArray(interpreter, given.values, given.span)
    : unknown(span, "the compiler does not know `arguments` here");
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
    const at = spanIn(place.module, expression);
    checkPathAsText(interpreter, value, at);
    return [text, asPrimitive(interpreter, value, at, "string")];
  });
}

function evaluateMember(interpreter: Interpreter, node: MemberExpression, place: Place): Value {
  const span = spanIn(place.module, node);
  const start = objectOf(interpreter, node, place);
  const object = node.optional ? orEnd(interpreter, start, span) : start;
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
