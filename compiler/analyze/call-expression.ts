import type {
  Argument,
  CallExpression,
  Expression,
  MemberExpression,
  NewExpression,
} from "oxc-parser";
import { forkValue } from "./branch.ts";
import { onUnknownList } from "./builtins/array-unknown.ts";
import { orEnd } from "./chain.ts";
import { construct, superCall } from "./construct.ts";
import { expand, narrow } from "./decide.ts";
import { escapes } from "./escapes.ts";
import { escapesWhole } from "./escapes-whole.ts";
import type { CallSite } from "./heap.ts";
import { type Interpreter, type Place, spanIn } from "./interpreter.ts";
import { evaluateList } from "./literal.ts";
import { get, getUnknownKey } from "./member.ts";
import { memberKey, objectOf } from "./reference.ts";
import { lookup } from "./scope.ts";
import { call, evaluate } from "./semantics.ts";
import { known, type Value } from "./value.ts";

export function evaluateCall(
  interpreter: Interpreter,
  node: CallExpression,
  place: Place,
  awaited = false,
): Value {
  const span = spanIn(place.module, node);
  if (node.callee.type === "Super") {
    return superCall(
      interpreter,
      place,
      siteOf(interpreter, { node, self: known(undefined, span) }, place),
    );
  }
  if (isEval(interpreter, node, place)) {
    evaluateList(interpreter, node.arguments, place);
    return escapesWhole(interpreter, place, span);
  }
  return onCallee(interpreter, node.callee, place, ({ callee, self, name }) => {
    const called = node.optional ? orEnd(interpreter, callee, span) : callee;
    const site = { ...siteOf(interpreter, { node, self }, place), awaited };
    const listed =
      name !== undefined && site.complete && self.kind === "unknown" && called.kind === "unknown"
        ? onUnknownList(interpreter, name, { ...site, self })
        : undefined;
    if (listed) return listed;
    // A call of a work has no parameters that could miss one: what is spread is handed over, however many they are.
    if (site.complete || runsWork(called)) return call(interpreter, called, site);
    const reason = "how many arguments it gets is not known";
    return escapes(interpreter, [called, self, ...site.arguments], span, reason);
  });
}

/** Its text sees what stands around it. */
const isEval = (interpreter: Interpreter, { callee }: CallExpression, { scope }: Place): boolean =>
  callee.type === "Identifier" &&
  callee.name === "eval" &&
  lookup(interpreter, scope, "eval") === undefined;

const runsWork = (callee: Value): boolean =>
  callee.kind === "object" &&
  callee.body.kind === "native" &&
  callee.body.runs?.kind === "object" &&
  callee.body.runs.facts?.kind === "work";

/** A function and the object that it is a method of. */
interface Callee {
  readonly callee: Value;
  readonly self: Value;
  /** What the method goes by. */
  readonly name?: string | undefined;
}

/** Does it with what is called; of one of several objects, with the method of each. */
export function onCallee(
  interpreter: Interpreter,
  expression: Expression,
  place: Place,
  run: (called: Callee) => Value,
): Value {
  const span = spanIn(place.module, expression);
  const node = withoutWrapping(expression);
  if (node.type !== "MemberExpression")
    return run({ callee: evaluate(interpreter, node, place), self: known(undefined, span) });
  const start = objectOf(interpreter, node, place);
  const there = node.optional ? orEnd(interpreter, start, span) : start;
  const object = narrow(interpreter, expand(interpreter, there));
  const key = memberKey(interpreter, node, place);
  const of = (one: Value) => run(methodOf(interpreter, { object: one, key, node }, place));
  if (object.kind !== "oneOf") return of(object);
  const sides = object.choices.map(({ value, when }) => ({ when, run: () => of(value) }));
  return forkValue(interpreter, sides, span);
}

/** `x.f!()`, `(x?.f)()`: still a method of `x`. */
const withoutWrapping = (node: Expression): Expression =>
  node.type === "TSNonNullExpression" ||
  (node.type === "ChainExpression" && node.expression.type === "MemberExpression")
    ? withoutWrapping(node.expression)
    : node;

function methodOf(
  interpreter: Interpreter,
  {
    object,
    key,
    node,
  }: { readonly object: Value; readonly key: string | Value; readonly node: MemberExpression },
  place: Place,
): Callee {
  const span = spanIn(place.module, node);
  const above = node.object.type === "Super" ? lookup(interpreter, place.scope, "this") : undefined;
  const callee =
    typeof key === "string"
      ? get(interpreter, object, { key, span, self: above })
      : getUnknownKey(interpreter, object, key, span);
  return { callee, self: above ?? object, name: typeof key === "string" ? key : undefined };
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
