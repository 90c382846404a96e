import type { Span } from "#source/span.ts";
import { lift } from "../decide.ts";
import type { HeapObject } from "../heap.ts";
import { makeFixed, makeNative } from "../make.ts";
import { type Known, known, mixed, type Primitive, type Value } from "../value.ts";
import { nondeterministic } from "./machine.ts";

const nowhere: Span = { file: "", start: 0, end: 0 };

export const pure = (name: string, compute: (...args: Primitive[]) => Primitive): HeapObject =>
  makeNative(name, {
    call: (_, { arguments: args, span }) =>
      lift(
        args.length === 0 ? [known(undefined, span)] : args,
        (...values) => {
          const plain = values.filter((one): one is Known => one.kind === "known");
          return plain.length === values.length
            ? known(compute(...plain.map(({ value }) => value)), span)
            : mixed(span, values);
        },
        span,
      ),
  });

export const converter = (
  name: string,
  convert: (value: Primitive) => Primitive,
  members: Readonly<Record<string, Value>> = {},
): HeapObject => {
  const body = pure(name, convert).body;
  return makeNative(
    name,
    body.kind === "native"
      ? { call: body.call }
      : { call: (_, { span }) => known(undefined, span) },
    members,
  );
};

export function asText(value: Value | undefined, span: Span): Value {
  if (value === undefined) return known("", span);
  return lift(
    [value],
    (one = value) =>
      one.kind === "known"
        ? known(String(one.value), span)
        : one.kind === "text" || one.kind === "symbol"
          ? one
          : mixed(span, [one]),
    span,
  );
}

export const numberMembers = (): Readonly<Record<string, Value>> => ({
  isInteger: pure("isInteger", (value) => Number.isInteger(value)),
  isFinite: pure("isFinite", (value) => Number.isFinite(value)),
  isNaN: pure("isNaN", (value) => Number.isNaN(value)),
  parseInt: pure("parseInt", (text, radix) => Number.parseInt(String(text), Number(radix ?? 0))),
  parseFloat: pure("parseFloat", (text) => Number.parseFloat(String(text))),
  MAX_SAFE_INTEGER: known(Number.MAX_SAFE_INTEGER, nowhere),
});

export const mathFunctions = [
  "abs",
  "ceil",
  "floor",
  "round",
  "trunc",
  "max",
  "min",
  "pow",
  "sqrt",
  "log2",
  "log10",
  "log",
  "sign",
  "exp",
] as const;

export function mathGlobal(): HeapObject {
  const functions = mathFunctions.map(
    (name) =>
      [
        name,
        pure(name, (...args) => Reflect.apply(Math[name], undefined, args.map(Number))),
      ] as const,
  );
  return makeFixed({
    ...Object.fromEntries(functions),
    PI: known(Math.PI, nowhere),
    E: known(Math.E, nowhere),
    random: nondeterministic("Math.random"),
  });
}
