import type { Class, Directive, Expression, Statement } from "oxc-parser";
import type { Span } from "#source/span.ts";
import type { Completion } from "./completion.ts";
import type { CallSite } from "./heap.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import type { Access } from "./member.ts";
import type { Module } from "./module.ts";
import { known, type Value } from "./value.ts";

/**
 * Where the interpreter calls itself. Expressions contain functions, functions contain statements, statements
 * contain expressions: each of these rooms asks here for the others, and `language.ts` puts them together.
 */
export interface Semantics {
  readonly evaluate: (interpreter: Interpreter, node: Expression, place: Place) => Value;
  readonly execute: (
    interpreter: Interpreter,
    node: Statement | Directive,
    place: Place,
  ) => Completion;
  readonly executeAll: (
    interpreter: Interpreter,
    nodes: readonly (Statement | Directive)[],
    place: Place,
  ) => Completion;
  readonly call: (interpreter: Interpreter, callee: Value, site: CallSite) => Value;
  readonly walk: (interpreter: Interpreter, iterable: Value, way: Walk) => Completion;
  readonly evaluateClass: (
    interpreter: Interpreter,
    code: Class,
    place: Place,
    name: string,
  ) => Value;
  readonly importedNamespace: (
    interpreter: Interpreter,
    module: Module,
    at: { readonly specifier: string; readonly span: Span },
  ) => Value;
  readonly builtinMember: (
    interpreter: Interpreter,
    value: Value,
    access: Access,
  ) => Value | undefined;
}

/** What is done on the way through an iterable. */
export interface Walk {
  readonly span: Span;
  /** Anything but a normal completion ends the way. */
  readonly each: (item: Value) => Completion;
  /** At its end, with what a generator returns; nothing in particular where it is not given. */
  readonly finished?: ((returned: Value) => Completion) | undefined;
  /** What a generator is sent for each item, or has thrown at it; `undefined` where nobody sends it anything. */
  readonly sent?: (() => Value) | undefined;
}

/** What an expression is worth here. */
export const evaluate: Semantics["evaluate"] = (interpreter, node, place) =>
  interpreter.semantics.evaluate(interpreter, node, place);

export const execute: Semantics["execute"] = (interpreter, node, place) =>
  interpreter.semantics.execute(interpreter, node, place);

/** Statements in order, functions first, up to the first that leaves. */
export const executeAll: Semantics["executeAll"] = (interpreter, nodes, place) =>
  interpreter.semantics.executeAll(interpreter, nodes, place);

/** Calls a function value; user functions are inlined. */
export const call: Semantics["call"] = (interpreter, callee, site) =>
  interpreter.semantics.call(interpreter, callee, site);

/** Goes through an iterable item by item, as `for…of` does. */
export const walk: Semantics["walk"] = (interpreter, iterable, way) =>
  interpreter.semantics.walk(interpreter, iterable, way);

export const evaluateClass: Semantics["evaluateClass"] = (interpreter, code, place, name) =>
  interpreter.semantics.evaluateClass(interpreter, code, place, name);

/** What `import(specifier)` resolves to. */
export const importedNamespace: Semantics["importedNamespace"] = (interpreter, module, at) =>
  interpreter.semantics.importedNamespace(interpreter, module, at);

export const builtinMember: Semantics["builtinMember"] = (interpreter, value, access) =>
  interpreter.semantics.builtinMember(interpreter, value, access);

/** Calls back from a built-in: `map`, `filter`, `then`. */
export function callBack(
  interpreter: Interpreter,
  callback: Value,
  parameters: readonly Value[],
  span: Span,
): Value {
  return call(interpreter, callback, {
    self: known(undefined, span),
    arguments: parameters,
    argumentSpans: parameters.map(() => span),
    span,
  });
}
