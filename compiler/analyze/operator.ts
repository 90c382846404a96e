import type { Span } from "#source/span.ts";
import { Thrown } from "./completion.ts";
import { lift, noteContrary } from "./decide.ts";
import { longestText } from "./limits.ts";
import {
  type Known,
  known,
  mixed,
  type Primitive,
  type Symbolic,
  type Taint,
  type Text,
  type Unknown,
  unknown,
  type Value,
} from "./value.ts";

/** A binary operator over any two values; operators on objects that convert them are not followed. */
export function binary(operator: string, left: Value, right: Value, span: Span): Value {
  // Of one possibility among several that throws, nobody knows more than that it does.
  const certain = left.kind !== "oneOf" && right.kind !== "oneOf";
  const one = (a: Value, b: Value) => binaryOne(operator, a, b, { span, certain });
  return lift([left, right], (a = left, b = right) => one(a, b), span);
}

interface Operation {
  readonly span: Span;
  readonly certain: boolean;
}

function binaryOne(operator: string, a: Value, b: Value, operation: Operation): Value {
  const { span } = operation;
  if (a.kind === "known" && b.kind === "known") return binaryKnown(operator, a, b, operation);
  if (operator === "+" && (isStringLike(a) || isStringLike(b))) return concatenate([a, b], span);
  const identity = compareIdentity(operator, a, b);
  return identity === undefined ? mixed(span, [a, b]) : known(identity, span);
}

const isStringLike = (value: Value): boolean =>
  value.kind === "text" ||
  (value.kind === "known" && typeof value.value === "string") ||
  (value.kind === "symbol" && value.means.kind !== "config");

/** `===` and its kin are decided by kind where a value can't be followed but its kind is clear. */
function compareIdentity(operator: string, a: Value, b: Value): boolean | undefined {
  if (!/^[!=]==?$/u.test(operator)) return undefined;
  const equal = operator.startsWith("=");
  if (a.kind === "object" && b.kind === "object") return (a === b) === equal;
  if (a.kind === "object" && b.kind === "known" && isNullish(b)) return !equal;
  if (b.kind === "object" && a.kind === "known" && isNullish(a)) return !equal;
  return undefined;
}

const isNullish = ({ value }: Known): boolean => value === null || value === undefined;

function binaryKnown(
  operator: string,
  { value: a }: Known,
  { value: b }: Known,
  { span, certain }: Operation,
): Value {
  const operation = operations[operator];
  if (operation === undefined) return mixed(span, [], `\`${operator}\` is not followed`);
  try {
    const result = operation(a, b);
    return typeof result === "string" ? ofLength(result, span) : known(result, span);
  } catch {
    const thrown = unknown(span, `\`${operator}\` throws here`);
    if (certain) throw new Thrown(thrown);
    return thrown;
  }
}

type Operator = (a: Primitive, b: Primitive) => Primitive;

const arithmetic =
  (
    numbers: (a: number, b: number) => number,
    integers: (a: bigint, b: bigint) => bigint,
  ): Operator =>
  (a, b) => {
    if (typeof a === "bigint" && typeof b === "bigint") return integers(a, b);
    if (typeof a === "bigint" || typeof b === "bigint") throw new TypeError("mixed");
    return numbers(Number(a), Number(b));
  };

const comparison =
  (
    strings: (a: string, b: string) => boolean,
    numbers: (a: number | bigint, b: number | bigint) => boolean,
  ): Operator =>
  (a, b) =>
    typeof a === "string" && typeof b === "string"
      ? strings(a, b)
      : numbers(ordinal(a), ordinal(b));

const ordinal = (value: Primitive): number | bigint =>
  typeof value === "bigint" ? value : Number(value);

const plus = arithmetic(
  (a, b) => a + b,
  (a, b) => a + b,
);

/** What each operator does to primitives, by the language's own conversions. */
const operations: Readonly<Record<string, Operator>> = {
  "+": (a, b) =>
    typeof a === "string" || typeof b === "string" ? String(a) + String(b) : plus(a, b),
  "-": arithmetic(
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  "*": arithmetic(
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  "/": arithmetic(
    (a, b) => a / b,
    (a, b) => a / b,
  ),
  "%": arithmetic(
    (a, b) => a % b,
    (a, b) => a % b,
  ),
  "**": arithmetic(
    (a, b) => a ** b,
    (a, b) => a ** b,
  ),
  "<<": arithmetic(
    (a, b) => a << b,
    (a, b) => a << b,
  ),
  ">>": arithmetic(
    (a, b) => a >> b,
    (a, b) => a >> b,
  ),
  ">>>": arithmetic(
    (a, b) => a >>> b,
    () => {
      throw new TypeError("bigint");
    },
  ),
  "&": arithmetic(
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  "|": arithmetic(
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  "^": arithmetic(
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  "<": comparison(
    (a, b) => a < b,
    (a, b) => a < b,
  ),
  "<=": comparison(
    (a, b) => a <= b,
    (a, b) => a <= b,
  ),
  ">": comparison(
    (a, b) => a > b,
    (a, b) => a > b,
  ),
  ">=": comparison(
    (a, b) => a >= b,
    (a, b) => a >= b,
  ),
  "===": (a, b) => a === b,
  "!==": (a, b) => a !== b,
  // biome-ignore lint/suspicious/noDoubleEquals: the user's own operator.
  "==": (a, b) => a == b,
  // biome-ignore lint/suspicious/noDoubleEquals: the user's own operator.
  "!=": (a, b) => a != b,
};

/** As `++` reads it: a number, or a bigint as it is. */
export const numeric = (value: Value, span: Span): Value =>
  lift(
    [value],
    (one = value) =>
      one.kind === "known" && typeof one.value === "bigint"
        ? one
        : binary("-", one, known(0, span), span),
    span,
  );

/** Strings put together, for every combination of possibilities. */
export function concatenate(values: readonly Value[], span: Span): Value {
  return lift(values, (...ones) => concatenateOne(ones, span), span);
}

/** Parts that only a run knows stay visible. */
function concatenateOne(values: readonly Value[], span: Span): Value {
  const parts: (string | Symbolic | Unknown)[] = [];
  const add = (part: string | Symbolic | Unknown) => {
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  };
  for (const value of values) {
    if (value.kind === "known") add(String(value.value));
    else if (value.kind === "text") value.parts.forEach(add);
    else if (value.kind === "symbol" || value.kind === "unknown") add(value);
    else add(mixed(span, [value], "an object becomes text here"));
  }
  if (parts.length > mostParts) return mixed(span, values, "the text is too long");
  if (parts.every((part) => typeof part === "string")) return ofLength(parts.join(""), span);
  return { kind: "text", parts, span } satisfies Text;
}

/** More parts than this that only a run knows are nobody's structure. */
const mostParts = 1_000;

/** A text that doubles on each round of a loop soon fills the memory. */
const ofLength = (text: string, span: Span): Value =>
  text.length > longestText ? unknown(span, "the text is too long") : known(text, span);

export function unary(operator: string, value: Value, span: Span): Value {
  const certain = value.kind !== "oneOf";
  return lift([value], (one = value) => unaryOne(operator, one, { span, certain }), span);
}

function unaryOne(operator: string, value: Value, { span, certain }: Operation): Value {
  if (operator === "void") return known(undefined, span);
  if (operator === "typeof") return typeOf(value, span);
  if (operator === "!" && value.kind === "object") return known(false, span);
  if (operator === "!" && value.kind === "unknown") return negated(value, span);
  if (value.kind !== "known") return mixed(span, [value]);
  const operand = value.value;
  if (operator === "!") return known(!operand, span);
  if (operator === "+" && typeof operand !== "bigint") return known(Number(operand), span);
  if (operator === "-")
    return known(typeof operand === "bigint" ? -operand : -Number(operand), span);
  if (operator === "~")
    return known(typeof operand === "bigint" ? ~operand : ~Number(operand), span);
  const thrown = unknown(span, `\`${operator}\` throws here`);
  if (certain) throw new Thrown(thrown);
  return thrown;
}

/** What was true in one tick only is now false in one tick only. */
function negated(value: Unknown, span: Span): Unknown {
  const source = mixed(span, [value]);
  const taints = source.taints.map((taint): Taint => {
    if (taint.kind === "gate") return { ...taint, kind: "not-gate" };
    return taint.kind === "not-gate" ? { ...taint, kind: "gate" } : taint;
  });
  const contrary = { ...source, taints };
  noteContrary(contrary, value);
  return contrary;
}

function typeOf(value: Value, span: Span): Value {
  if (value.kind === "known") return known(typeof value.value, span);
  if (value.kind === "text") return known("string", span);
  if (value.kind === "symbol") return typeOfSymbol(value, span);
  if (value.kind !== "object") return mixed(span, [value]);
  const callable =
    value.body.kind === "closure" || value.body.kind === "class" || value.body.kind === "native";
  if (value.body.kind === "symbol") return known("symbol", span);
  return known(callable ? "function" : "object", span);
}

function typeOfSymbol({ means }: Symbolic, span: Span): Value {
  if (means.kind !== "config" || means.type === "string" || means.type === "oneOf")
    return known("string", span);
  return known(means.type, span);
}
