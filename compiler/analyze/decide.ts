import type { Interpreter } from "./interpreter.ts";
import { mostCombinations } from "./limits.ts";
import {
  type Assumption,
  type Choice,
  choicesOf,
  configSubject,
  join,
  known,
  mixed,
  type OneOf,
  type Primitive,
  shared,
  type Taint,
  unknown,
  type Value,
} from "./value.ts";

/** The value under the assumptions of the branch we are in. */
export function narrow(interpreter: Interpreter, value: Value): Value {
  if (value.kind !== "oneOf" || interpreter.assumptions.length === 0) return value;
  const possible = value.choices.filter(({ when }) =>
    when.every((one) => !contradicted(interpreter, one)),
  );
  const [first] = possible;
  if (first === undefined || possible.length === value.choices.length) return value;
  return possible.length === 1 ? first.value : { ...value, choices: possible };
}

const contradicted = (interpreter: Interpreter, { subject, value }: Assumption): boolean =>
  interpreter.assumptions.some(
    (other) => other.subject === subject && !Object.is(other.value, value),
  );

/** A config value with a declared domain becomes one of its members, each with its condition. */
export function expand(interpreter: Interpreter, value: Value): Value {
  if (value.kind !== "symbol" || value.means.kind !== "config") return value;
  const { means, span } = value;
  const domain: readonly Primitive[] =
    means.type === "boolean" ? [true, false] : means.type === "oneOf" ? means.values : [];
  if (domain.length === 0) return value;
  const choices: readonly Choice[] = domain.map((member) => ({
    value: known(member, span),
    when: [{ subject: configSubject + means.name, value: member }],
  }));
  return narrow(interpreter, { kind: "oneOf", choices, span });
}

/** Truth, where it is known. */
export function truth(value: Value): boolean | undefined {
  if (value.kind === "known") return Boolean(value.value);
  if (value.kind === "object") return true;
  if (value.kind === "text")
    return value.parts.some((part) => typeof part === "string" && part !== "") || undefined;
  if (value.kind !== "oneOf") return undefined;
  const truths = new Set(value.choices.map((choice) => truth(choice.value)));
  return truths.size === 1 ? [...truths][0] : undefined;
}

/** What may be assumed on either side of a test. */
export const sidesOf = (
  value: Value,
): { readonly yes: readonly Assumption[]; readonly no: readonly Assumption[] } => ({
  yes: impliedBy(value, true),
  no: impliedBy(value, false),
});

/** Of an unknown truth, the one that it is the contrary of. */
const contraries = new WeakMap<Value, Value>();

export function noteContrary(value: Value, of: Value): void {
  contraries.set(value, of);
}

/** What holds where this is true, or where it is not. */
export function impliedBy(value: Value, side: boolean): readonly Assumption[] {
  if (value.kind === "unknown") {
    const of = contraries.get(value);
    return [{ subject: value, value: side }, ...(of ? impliedBy(of, !side) : [])];
  }
  if (value.kind !== "oneOf") return [];
  const ways = value.choices
    .filter((choice) => truth(choice.value) !== !side)
    .map((choice) => [...choice.when, ...impliedBy(choice.value, side)])
    .filter((when) => compatible(when, when));
  const [first, ...others] = ways;
  if (first === undefined) return [];
  return [...others.reduce(shared, first), ...gatesOf(ways)];
}

/** Whichever way it came about, something was passed that is true in one tick only. */
function gatesOf(ways: readonly (readonly Assumption[])[]): readonly Assumption[] {
  const gates = ways.map(gatesIn);
  if (gates.length < 2 || gates.some((one) => one.length === 0)) return [];
  return [{ subject: { kind: "unknown", taints: gates.flat() }, value: true }];
}

/** Conditions that hold in one tick only, where these are assumed. */
export function gatesIn(assumptions: readonly Assumption[]): readonly Taint[] {
  return assumptions.flatMap(({ subject, value }) => {
    if (!isUnknown(subject)) return [];
    const passed = subject.taints.filter(
      ({ kind }) => kind === (value === true ? "gate" : "not-gate"),
    );
    return passed.map((taint) => ({ ...taint, kind: "gate" as const }));
  });
}

const isUnknown = (
  subject: string | object,
): subject is { readonly kind: "unknown"; readonly taints: readonly Taint[] } =>
  typeof subject === "object" && "taints" in subject;

/** Applies a pure operation to every combination of possibilities. */
export function lift(
  values: readonly Value[],
  apply: (...values: readonly Value[]) => Value,
  span = values[0]?.kind === "oneOf" ? values[0].span : undefined,
): Value {
  const several = values.filter((value) => value.kind === "oneOf");
  if (several.length === 0) return apply(...values);
  const place = span ?? several[0]?.span ?? noSpan;
  const combinations = combinationsOf(several);
  if (combinations === undefined)
    return mixed(place, values, "it has too many possible values here");
  const [first, ...rest] = combinations.map((row) => ({
    value: apply(...values.map((value) => row.values.get(value) ?? value)),
    when: row.when,
  }));
  if (first === undefined) return unknown(place, "no possible value is left here");
  return rest.reduce((a, b) => ({ value: join(a, b, place), when: [] }), first).value;
}

interface Combination {
  /** Which possibility stands for each of the values. */
  readonly values: ReadonlyMap<Value, Value>;
  readonly when: readonly Assumption[];
}

/** Possibilities that can hold together; undefined where these are too many. */
function combinationsOf(several: readonly OneOf[]): readonly Combination[] | undefined {
  let rows: readonly Combination[] = [{ values: new Map(), when: [] }];
  for (const value of several) {
    if (rows[0]?.values.has(value)) continue;
    rows = rows.flatMap((row) =>
      value.choices
        .filter((choice) => compatible(row.when, choice.when))
        .map((choice) => ({
          values: new Map([...row.values, [value, choice.value]]),
          when: [...row.when, ...choice.when],
        })),
    );
    if (rows.length > mostCombinations) return undefined;
  }
  return rows;
}

const noSpan = { file: "", start: 0, end: 0 };

const compatible = (a: readonly Assumption[], b: readonly Assumption[]): boolean =>
  a.every((one) =>
    b.every((other) => one.subject !== other.subject || Object.is(one.value, other.value)),
  );

/** Whether it is null or undefined, where that is known. */
export function nullish(value: Value): boolean | undefined {
  const answers = new Set(
    choicesOf(value).map(({ value: one }) => {
      if (one.kind === "unknown") return undefined;
      return one.kind === "known" && (one.value === undefined || one.value === null);
    }),
  );
  return answers.size === 1 ? [...answers][0] : undefined;
}
