/** Values that the language itself can work on, there and back. */
import type { Json } from "#protocol/value.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "../interpreter.ts";
import { deepestData } from "../limits.ts";
import { makeArray } from "../make.ts";
import { type Known, known, mixed, type Primitive, type Value } from "../value.ts";

/** The primitives, if that is what all of them are. */
export function primitives(values: readonly Value[]): readonly Primitive[] | undefined {
  const plain = values.filter((one): one is Known => one.kind === "known");
  return plain.length === values.length ? plain.map(({ value }) => value) : undefined;
}

export function fromPlain(interpreter: Interpreter, result: unknown, span: Span): Value {
  if (Array.isArray(result))
    return makeArray(
      interpreter,
      result.map((one) => fromPlain(interpreter, one, span)),
      span,
    );
  return isPrimitive(result) ? known(result, span) : mixed(span, [], "it is not plain data");
}

export const isPrimitive = (value: unknown): value is Primitive =>
  value === null ||
  (typeof value !== "object" && typeof value !== "function" && typeof value !== "symbol");

/** Whether data from a text is nested deeper than can be followed. */
export function tooDeep(json: Json, depth = 0): boolean {
  if (depth > deepestData) return true;
  if (typeof json !== "object" || json === null) return false;
  return Object.values(json).some((one) => tooDeep(one, depth + 1));
}

/** Left out and `undefined` are the same. */
export const isGiven = (value: Value | undefined): value is Value =>
  value !== undefined && !(value.kind === "known" && value.value === undefined);

/** Whether a call of it does not surely throw. */
export function mayBeCalled(value: Value | undefined): boolean {
  if (value?.kind === "object") return ["closure", "native", "class"].includes(value.body.kind);
  return value?.kind === "unknown" || value?.kind === "oneOf";
}
