import type { ArrowFunctionExpression, Function as FunctionNode, ParamPattern } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { runAsync } from "./async.ts";
import { barrier, forkChoices, mayThrow } from "./branch.ts";
import { type Completion, Thrown, whatWasThrown } from "./completion.ts";
import { narrow } from "./decide.ts";
import { deeper } from "./depth.ts";
import { escapes } from "./escapes.ts";
import type { CallSite, Closure, Native } from "./heap.ts";
import { allocate, type Interpreter, outOfFuel, spanIn, spend } from "./interpreter.ts";
import { get } from "./member.ts";
import { noteFunction, noteOpenCall } from "./note.ts";
import { bindParameter } from "./pattern.ts";
import { repeatUnknown } from "./repeat.ts";
import { declare, innerScope, type Scope } from "./scope.ts";
import { call, evaluate, executeAll } from "./semantics.ts";
import { holdsIn, known, unknown, type Value } from "./value.ts";
import { variablesOf } from "./variables.ts";

/** Calls a function value; user functions are inlined. */
export function callFunction(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  const value = narrow(interpreter, callee);
  if (value.kind !== "oneOf") return callOne(interpreter, value, site);
  const { choices } = value;
  return forkChoices(interpreter, { choices, span: site.span }, (one) =>
    callOne(interpreter, one, site),
  );
}

function callOne(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  if (callee.kind === "object") {
    const { body } = callee;
    if (body.kind === "native") return callNative(interpreter, body, site);
    if (body.kind === "closure") return invoke(interpreter, body, site);
  }
  if (callee.kind === "known" || callee.kind === "object") {
    interpreter.hazards++;
    throw new Thrown(unknown(site.span, "something that is not a function is called"));
  }
  noteOpenCall(interpreter, site);
  const { self, span } = site;
  // A method of a work that goes by a name nobody knows may be its `run`.
  const owners = interpreter.phase.kind === "tick" ? new Set([self, ...holdsIn(callee)]) : [];
  for (const work of owners)
    if (work.kind === "object" && work.facts?.kind === "work")
      repeatUnknown(interpreter, { span, reason: "a call of the work changes it" }, () => {
        call(interpreter, get(interpreter, work, { key: "run", span }), site);
      });
  const result = escapes(interpreter, [callee, self, ...site.arguments], span);
  mayThrow(interpreter, { value: whatWasThrown(site.span) });
  return result;
}

/** What it makes of arguments that nobody knows may be an exception. */
function callNative(interpreter: Interpreter, native: Native, site: CallSite): Value {
  const result = native.call(interpreter, site);
  if (result.kind === "unknown" && interpreter.tries > 0)
    mayThrow(interpreter, { value: whatWasThrown(site.span) });
  return result;
}

function invoke(interpreter: Interpreter, closure: Closure, site: CallSite): Value {
  const { code } = closure;
  if (!spend(interpreter)) return outOfFuel(interpreter, site.span);
  if (code.type !== "ArrowFunctionExpression" && code.generator)
    return allocate(interpreter, { kind: "generator", closure, site }, { span: site.span });
  interpreter.stack.push(site.span);
  noteFunction(interpreter, closure);
  try {
    return deeper(interpreter, site, {
      run: (given) => enter(interpreter, closure, { ...site, arguments: given }),
      code,
    });
  } finally {
    interpreter.stack.pop();
  }
}

const enter = (interpreter: Interpreter, closure: Closure, site: CallSite): Value =>
  closure.code.async
    ? runAsync(interpreter, site, () => runClosure(interpreter, closure, site))
    : runClosure(interpreter, closure, site);

/** Executes a function's body. */
export function runClosure(
  interpreter: Interpreter,
  closure: Closure,
  site: CallSite & { readonly yields?: Scope["yields"] },
): Value {
  const { code, module } = closure;
  const span = spanIn(module, code);
  const scope = callScope(interpreter, closure, site);
  const completion = barrier(interpreter, () => body(interpreter, { code, scope, closure, site }), {
    span,
    absorb: returned(span),
  });
  return completion.kind === "return" ? completion.value : known(undefined, span);
}

const returned =
  (span: Span) =>
  (completion: Completion): Completion =>
    completion.kind === "return" || completion.kind === "throw" || completion.kind === "left"
      ? completion
      : { kind: "return", value: known(undefined, span) };

function body(
  interpreter: Interpreter,
  {
    code,
    scope,
    closure,
    site,
  }: {
    code: FunctionNode | ArrowFunctionExpression;
    scope: Scope;
    closure: Closure;
    site: CallSite;
  },
): Completion {
  const place = { scope, module: closure.module };
  const declared = code.params.filter((parameter) => !isThis(parameter));
  declared.forEach((parameter, index) => {
    bindParameter(interpreter, parameter, { place, arguments: site.arguments, index, site });
  });
  const inner = code.body;
  if (inner === null) return { kind: "return", value: known(undefined, site.span) };
  if (inner.type !== "BlockStatement")
    return { kind: "return", value: evaluate(interpreter, inner, place) };
  return executeAll(interpreter, inner.body, place);
}

/** `function f(this: Work)` says a type and takes no argument. */
const isThis = (parameter: ParamPattern): boolean =>
  parameter.type === "Identifier" && parameter.name === "this";

function callScope(
  interpreter: Interpreter,
  closure: Closure,
  site: CallSite & { readonly yields?: Scope["yields"] },
): Scope {
  const { code } = closure;
  const arrow = code.type === "ArrowFunctionExpression";
  const given = { values: site.arguments, span: site.span };
  const scope = innerScope(interpreter, closure.scope, {
    function: true,
    ...(arrow ? {} : { home: closure.home, given, made: site.target }),
    ...(site.yields ? { yields: site.yields } : {}),
  });
  for (const name of variablesOf(code.body))
    declare(interpreter, scope, name, known(undefined, site.span));
  if (!arrow) declare(interpreter, scope, "this", site.self);
  return scope;
}
