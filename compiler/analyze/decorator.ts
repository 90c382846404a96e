/**
 * Decorators, as the language has them: functions that are called with what they stand on and say what takes
 * its place. One that says nothing leaves it as it is; what one of the older kind does, with a descriptor as
 * its third parameter, is not followed.
 */
import type { Decorator } from "oxc-parser";
import type { Span } from "#source/span.ts";
import { escapes } from "./escapes.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter, Place } from "./interpreter.ts";
import { spanIn } from "./interpreter.ts";
import { makeNative, makeRecord } from "./make.ts";
import { call, evaluate } from "./semantics.ts";
import { known, mixed, unknown, type Value } from "./value.ts";

export interface Decorated {
  readonly kind: "class" | "method" | "getter" | "setter" | "field" | "accessor";
  readonly name: string;
  readonly static: boolean;
}

export interface Decoration {
  readonly decorators: readonly Decorator[];
  readonly what: Decorated;
  readonly place: Place;
  /** Told of each function that `addInitializer` gets. */
  readonly added: (initializer: Value) => void;
}

/** What a decorated thing is: the innermost decorator is called first. */
export function decorate(
  interpreter: Interpreter,
  value: Value,
  { decorators, what, place, added }: Decoration,
): Value {
  const functions = decorators.map((one) => ({
    decorator: evaluate(interpreter, one.expression, place),
    span: spanIn(place.module, one),
  }));
  return functions.toReversed().reduce<Value>((before, { decorator, span }) => {
    const result = apply(interpreter, decorator, { value: before, what, added, span });
    return result.kind === "known" && result.value === undefined ? before : result;
  }, value);
}

/** What each decorator of a field makes of the values that it starts with. */
export const initializers = (interpreter: Interpreter, parts: Decoration): readonly Value[] =>
  parts.decorators.flatMap((one) => {
    const span = spanIn(parts.place.module, one);
    const decorator = evaluate(interpreter, one.expression, parts.place);
    const value = known(undefined, span);
    const { what, added } = parts;
    const result = apply(interpreter, decorator, { value, what, added, span });
    return result.kind === "known" && result.value === undefined ? [] : [result];
  });

function apply(
  interpreter: Interpreter,
  decorator: Value,
  {
    value,
    what,
    added,
    span,
  }: Pick<Decoration, "what" | "added"> & { readonly value: Value; readonly span: Span },
): Value {
  const addInitializer = makeNative("addInitializer", {
    call: (_, { arguments: [initializer], span: at }) => {
      if (initializer) added(initializer);
      return known(undefined, at);
    },
  });
  if (!isFollowed(decorator)) return lost(interpreter, [decorator, value], span);
  const context = makeRecord(
    interpreter,
    [
      ["kind", known(what.kind, span)],
      ["name", known(what.name, span)],
      ["static", known(what.static, span)],
      ["private", known(what.name.startsWith("\0"), span)],
      ["addInitializer", addInitializer],
      ["access", unknown(span, "what a decorator accesses is not followed")],
      ["metadata", unknown(span, "a decorator's metadata is not followed")],
    ],
    span,
  );
  const args = [value, context];
  return call(interpreter, decorator, {
    self: known(undefined, span),
    arguments: args,
    argumentSpans: args.map(() => span),
    span,
  });
}

const isFollowed = (decorator: Value): decorator is HeapObject =>
  decorator.kind === "object" &&
  (decorator.body.kind !== "closure" || decorator.body.code.params.length < 3);

const lost = (interpreter: Interpreter, values: readonly Value[], span: Span): Value => {
  escapes(interpreter, values, span);
  return mixed(span, [unknown(span, "what this decorator does is not followed"), ...values]);
};
