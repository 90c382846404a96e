import type { ArrowFunctionExpression, Function as FunctionNode, ParamPattern } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { barrier, type Completion, Thrown } from "./branch.ts";
import { lift, narrow } from "./decide.ts";
import { escapes } from "./escapes.ts";
import type { CallSite, Closure } from "./heap.ts";
import { deepestCall, type Interpreter, outOfFuel, spanIn, spend } from "./interpreter.ts";
import { makeArray } from "./make.ts";
import { noteFunction, noteOpenCall } from "./note.ts";
import { bindParameter } from "./pattern.ts";
import { inStrand } from "./promise.ts";
import { declare, innerScope, type Scope } from "./scope.ts";
import { evaluate, executeAll } from "./semantics.ts";

import { known, mixed, unknown, type Value } from "./value.ts";

/** Calls a function value; user functions are inlined. */
export function callFunction(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  const value = narrow(interpreter, callee);
  if (value.kind === "oneOf") {
    return lift([value], (one = value) => callOne(interpreter, one, site), site.span);
  }
  return callOne(interpreter, value, site);
}

function callOne(interpreter: Interpreter, callee: Value, site: CallSite): Value {
  if (callee.kind === "object") {
    const { body } = callee;
    if (body.kind === "native") return body.call(interpreter, site);
    if (body.kind === "closure") return invoke(interpreter, body, site);
  }
  interpreter.hazards++;
  if (callee.kind === "known" || callee.kind === "object") {
    throw new Thrown(unknown(site.span, "something that is not a function is called"));
  }
  noteOpenCall(interpreter, site);
  return escapes(interpreter, [callee, site.self, ...site.arguments], site.span);
}

function invoke(interpreter: Interpreter, closure: Closure, site: CallSite): Value {
  const { code, module } = closure;
  if (!spend(interpreter)) return outOfFuel(site.span);
  if (code.type !== "ArrowFunctionExpression" && code.generator) {
    return unknown(spanIn(module, code), "generator functions are not followed");
  }
  if (interpreter.depth >= deepestCall) {
    return unknown(site.span, `this recursion goes deeper than ${deepestCall} calls`, {
      holds: mixed(site.span, site.arguments).holds,
    });
  }
  interpreter.depth++;
  interpreter.stack.push(site.span);
  noteFunction(interpreter, closure);
  try {
    return code.async
      ? inStrand(interpreter, site.span, () => run(interpreter, closure, site))
      : run(interpreter, closure, site);
  } finally {
    interpreter.stack.pop();
    interpreter.depth--;
  }
}

function run(interpreter: Interpreter, closure: Closure, site: CallSite): Value {
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
    completion.kind === "return" || completion.kind === "throw"
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

function callScope(interpreter: Interpreter, closure: Closure, site: CallSite): Scope {
  const arrow = closure.code.type === "ArrowFunctionExpression";
  const scope = innerScope(interpreter, closure.scope, {
    function: true,
    ...(arrow ? {} : { home: closure.home }),
  });
  if (arrow) return scope;
  declare(interpreter, scope, "this", site.self);
  if (closure.code.params.length === 0)
    declare(interpreter, scope, "arguments", makeArray(interpreter, site.arguments, site.span));
  return scope;
}
