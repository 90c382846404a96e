import type { Span } from "#source/span.ts";
import { lift, truth } from "../decide.ts";
import type { HeapObject } from "../heap.ts";
import { makeFixed, makeNative } from "../make.ts";
import { elementsOf, get } from "../member.ts";
import { concatenate } from "../operator.ts";
import { asPrimitive } from "../to-primitive.ts";
import { known, mixed, type Value } from "../value.ts";
import { nondeterministic } from "./machine.ts";
import { fromPlain, primitives } from "./plain.ts";
import { asReal } from "./throws.ts";

const nowhere: Span = { file: "", start: 0, end: 0 };

/** A function of the language over primitives, computed by itself; what throws there throws here. */
export const pure = (name: string, compute: (...args: never[]) => unknown): HeapObject =>
  makeNative(name, {
    call: (interpreter, { arguments: args, span }) =>
      lift(
        args,
        (...values) => {
          const plain = primitives(values);
          if (plain === undefined) return mixed(span, values);
          const result = asReal(interpreter, { span, name }, (): unknown =>
            Reflect.apply(compute, undefined, plain),
          );
          return fromPlain(interpreter, result, span);
        },
        span,
      ),
  });

const pures = (home: object, names: readonly string[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const found: unknown = Reflect.get(home, name);
      return isFunction(found) ? [[name, pure(name, found)]] : [];
    }),
  );

const isFunction = (value: unknown): value is (...args: never[]) => unknown =>
  typeof value === "function";

const constants = (home: object, names: readonly string[]): Readonly<Record<string, Value>> =>
  Object.fromEntries(names.map((name) => [name, known(Number(Reflect.get(home, name)), nowhere)]));

/** `Number`, with what it holds. */
export function numberGlobal(): HeapObject {
  return converter("Number", Number, {
    ...pures(Number, ["isInteger", "isSafeInteger", "isFinite", "isNaN", "parseInt", "parseFloat"]),
    ...constants(Number, ["MAX_SAFE_INTEGER", "MIN_SAFE_INTEGER", "EPSILON", "MAX_VALUE"]),
    ...constants(Number, ["MIN_VALUE", "POSITIVE_INFINITY", "NEGATIVE_INFINITY", "NaN"]),
  });
}

const converter = (
  name: string,
  convert: (...args: never[]) => unknown,
  members: Readonly<Record<string, Value>> = {},
): HeapObject => {
  const { body } = pure(name, convert);
  return body.kind === "native"
    ? makeNative(name, { call: body.call }, members)
    : makeFixed(members);
};

export function stringGlobal(): HeapObject {
  return makeNative(
    "String",
    {
      call: (interpreter, { arguments: [given], span }) => {
        if (given === undefined) return known("", span);
        const value = asPrimitive(interpreter, given, span, "string");
        return lift([value], (one = value) => asText(one, span), span);
      },
    },
    {
      ...pures(String, ["fromCharCode", "fromCodePoint"]),
      raw: makeNative("String.raw", {
        call: (interpreter, { arguments: [texts, ...values], span }) => {
          const raw = texts && get(interpreter, texts, { key: "raw", span });
          const parts = raw?.kind === "object" ? elementsOf(raw) : undefined;
          if (parts === undefined) return mixed(span, [...(texts ? [texts] : []), ...values]);
          const between = values
            .slice(0, Math.max(0, parts.length - 1))
            .map((one) => asPrimitive(interpreter, one, span, "string"));
          const mix = parts.flatMap((part, index) => [part, ...between.slice(index, index + 1)]);
          return concatenate(mix, span);
        },
      }),
    },
  );
}

const asText = (value: Value, span: Span): Value =>
  value.kind === "known" || value.kind === "text" || value.kind === "symbol"
    ? concatenate([value], span)
    : mixed(span, [value]);

/** Of everything whose truth is clear, objects included. */
export const booleanGlobal = (): HeapObject =>
  makeNative("Boolean", {
    call: (_, { arguments: [value = known(undefined, nowhere)], span }) =>
      lift(
        [value],
        (one = value) => {
          const decided = truth(one);
          return decided === undefined ? mixed(span, [one]) : known(decided, span);
        },
        span,
      ),
  });

/** Names that stand alone. */
export const globalFunctions = [
  ...["parseInt", "parseFloat", "isNaN", "isFinite", "encodeURIComponent"],
  ...["decodeURIComponent", "encodeURI", "decodeURI", "BigInt"],
].flatMap((name): readonly [string, () => Value][] => {
  const found: unknown = Reflect.get(globalThis, name);
  return isFunction(found) ? [[name, () => pure(name, found)]] : [];
});

/** Not `random`, nor what goes over a list; the rest the language computes alike on every machine. */
const notMath = new Set(["random", "sumPrecise"]);
const mathFunctions = Object.getOwnPropertyNames(Math).filter((name) => !notMath.has(name));

export function mathGlobal(): HeapObject {
  return makeFixed({
    ...pures(Math, mathFunctions),
    ...constants(Math, ["E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"]),
    random: nondeterministic("Math.random"),
  });
}
