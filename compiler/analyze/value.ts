/**
 * What the interpreter knows of a value: a lattice, not a guess. *Known* values are what an execution would
 * have; *one of* keeps the conditions under which each choice holds; *unknown* says what made it so. Symbols
 * are values that only a run has, but whose meaning is known (the url of a work). All carry their origin.
 */
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import { mostChoices } from "./limits.ts";

export type Primitive = string | number | boolean | bigint | null | undefined;

export type Value = Known | HeapObject | Symbolic | Text | OneOf | Unknown;

export interface Known {
  readonly kind: "known";
  readonly value: Primitive;
  /** Where the literal stands, or the operation that computed it. */
  readonly span: Span;
  /** On `undefined`: the property may not be there at all. */
  readonly absent?: true;
}

/** A value that a run decides, but whose meaning structure can use. */
export interface Symbolic {
  readonly kind: "symbol";
  readonly means: Meaning;
  readonly span: Span;
}

export type Meaning =
  | { readonly kind: "url"; readonly work: HeapObject }
  | { readonly kind: "local"; readonly path: HeapObject }
  | { readonly kind: "asset"; readonly path: string }
  /** A file or folder of the project, absolute: `import.meta.url` and what is named from there. */
  | { readonly kind: "file"; readonly path: string; readonly as: "url" | "path" }
  | {
      readonly kind: "config";
      readonly name: string;
      readonly type: "string" | "number" | "boolean" | "oneOf";
      readonly values: readonly string[];
      readonly fallback: Primitive;
    };

/** A string of which some parts only a run knows: `${this.serve.url}/file`. */
export interface Text {
  readonly kind: "text";
  readonly parts: readonly (string | Symbolic | Unknown)[];
  readonly span: Span;
}

export interface OneOf {
  readonly kind: "oneOf";
  readonly choices: readonly Choice[];
  readonly span: Span;
}

export interface Choice {
  readonly value: Exclude<Value, OneOf>;
  /** All of these hold where this is the value. */
  readonly when: readonly Assumption[];
}

/** `subject` has `value`: the subject is a config value's name, or the very value that a branch tested. */
export interface Assumption {
  readonly subject: string | object;
  readonly value: Primitive;
}

export interface Unknown {
  readonly kind: "unknown";
  /** What made it unknown. */
  readonly because: Span;
  /** A clause: "`process.env.X` is read when the app runs". */
  readonly reason: string;
  /** A problem that explains it was reported already: nothing downstream complains again. */
  readonly reported: boolean;
  /** Objects that may be inside, so that no Path or work gets lost in what we don't follow. */
  readonly holds: readonly HeapObject[];
  readonly taints: readonly Taint[];
  /** The config value that it is computed from. */
  readonly config?: string | undefined;
}

/** Where an unknown value comes from, if the flow's rules care. */
export interface Taint {
  readonly kind:
    | "nondeterministic"
    | "foreign"
    | "local"
    /** True in some tick only: `once()`, `schedule()`. `not-gate` is its negation. */
    | "gate"
    | "not-gate";
  /** As the user would say it: `Date.now()`. */
  readonly what: string;
  readonly span: Span;
}

export const known = (value: Primitive, span: Span): Known => ({ kind: "known", value, span });

export function unknown(
  because: Span,
  reason: string,
  {
    holds = [],
    taints = [],
    reported = false,
  }: Partial<Pick<Unknown, "holds" | "taints" | "reported">> = {},
): Unknown {
  return { kind: "unknown", because, reason, holds, taints, reported };
}

/** What came of values we can't combine: unknown for the first one's reason, holding what any of them held. */
export function mixed(
  span: Span,
  values: readonly Value[],
  reason = "it is computed in a way that the compiler does not follow",
): Unknown {
  const sources = values.flatMap(leaves);
  const first = sources.find((value) => value.kind === "unknown");
  const config = configOf(first ?? sources.find((value) => value.kind === "symbol"));
  return {
    kind: "unknown",
    ...(config === undefined ? {} : { config }),
    because: first?.because ?? symbolSpan(sources) ?? span,
    reason: first?.reason ?? symbolReason(sources) ?? reason,
    reported: sources.some((value) => value.kind === "unknown" && value.reported),
    holds: united(sources, holdsOf),
    taints: united(sources, taintsOf),
  };
}

/** Each once. What one of them has alone is that very list: it may be long, and is handed on a thousand times. */
function united<One>(
  sources: readonly Value[],
  of: (value: Value) => readonly One[],
): readonly One[] {
  const lists = sources.map(of).filter((list) => list.length > 0);
  const [first = [], ...others] = lists;
  if (others.every((list) => list === first)) return first;
  return [...new Set(lists.flat())];
}

/** Every object that it is or may hold. */
export const holdsIn = (value: Value): readonly HeapObject[] => united(leaves(value), holdsOf);

/** The config value that this is, or depends on. */
export function configOf(value: Value | undefined): string | undefined {
  if (value?.kind === "unknown") return value.config;
  if (value?.kind === "symbol") return value.means.kind === "config" ? value.means.name : undefined;
  if (value?.kind !== "oneOf") return undefined;
  const subjects = value.choices.flatMap(({ when }) => when.map(({ subject }) => subject));
  const found = subjects.find(
    (subject) => typeof subject === "string" && subject.startsWith(configSubject),
  );
  return typeof found === "string" ? found.slice(configSubject.length) : undefined;
}

/** What assumptions about a config value are about. */
export const configSubject = "config:";

const symbolSpan = (values: readonly Value[]): Span | undefined =>
  values.find((value) => value.kind === "symbol")?.span;

function symbolReason(values: readonly Value[]): string | undefined {
  const symbol = values.find((value) => value.kind === "symbol");
  return symbol && meaningReason(symbol.means);
}

export function meaningReason(means: Meaning): string {
  if (means.kind === "config") return `config \`${means.name}\` is read when the app starts`;
  if (means.kind === "url") return "a url is known once the service answers";
  if (means.kind === "local") return "`.local` is known on the machine where it is read";
  if (means.kind === "file") return "where a module lies is known on the machine where it runs";
  return "an asset's place is known on the machine where it is read";
}

/** The values that a `Text` or `OneOf` is made of; itself otherwise. */
export function leaves(value: Value): readonly Value[] {
  if (value.kind === "oneOf") return value.choices.flatMap((choice) => leaves(choice.value));
  if (value.kind === "text") return value.parts.filter((part) => typeof part !== "string");
  return [value];
}

function holdsOf(value: Value): readonly HeapObject[] {
  if (value.kind === "unknown") return value.holds;
  return value.kind === "object" ? [value] : [];
}

function taintsOf(value: Value): readonly Taint[] {
  if (value.kind === "unknown") return value.taints;
  if (value.kind === "symbol" && value.means.kind === "local") {
    return [{ kind: "local", what: ".local", span: value.span }];
  }
  return [];
}

/** Every possibility; one for a value that is not a `OneOf`. */
export const choicesOf = (value: Value): readonly Choice[] =>
  value.kind === "oneOf" ? value.choices : [{ value, when: [] }];

export const spanOf = (value: Value): Span =>
  value.kind === "unknown" ? value.because : value.span;

/** The value of a place that holds `a` where the first assumptions hold, `b` where the second do. */
export function join(
  a: Choice | { readonly value: Value; readonly when: readonly Assumption[] },
  b: { readonly value: Value; readonly when: readonly Assumption[] },
  span: Span,
): Value {
  // Nothing there and `undefined` there read alike, but are not the same.
  const there = mayBeAbsent(a.value) === mayBeAbsent(b.value);
  if (there && sameValue(a.value, b.value)) return either(a.value, b.value);
  const choices: Choice[] = [];
  for (const side of [a, b]) {
    for (const choice of choicesOf(side.value)) {
      const same = choices.findIndex(
        (other) =>
          sameValue(other.value, choice.value) &&
          mayBeAbsent(other.value) === mayBeAbsent(choice.value),
      );
      const when = [...choice.when, ...side.when];
      const other = choices[same];
      if (other === undefined) choices.push({ value: choice.value, when });
      else {
        const value = either(other.value, choice.value);
        choices[same] = { value, when: shared(other.when, when) };
      }
    }
  }
  if (choices.length > mostChoices) {
    return mixed(
      span,
      choices.map(({ value }) => value),
      `it has more than ${mostChoices} possible values here`,
    );
  }
  return { kind: "oneOf", choices, span };
}

/** One for two that say the same. Of unknown values neither: a branch on it has not tested the other. */
const either = <V extends Value>(a: V, b: V): V => (a.kind === "unknown" && a !== b ? { ...a } : a);

/** Whether one of the possibilities is that there is no such property. */
export const mayBeAbsent = (value: Value): boolean =>
  choicesOf(value).some(({ value: one }) => one.kind === "known" && one.absent === true);

/** As it is read: what is not there reads as `undefined`. */
export function present(value: Value): Value {
  if (!mayBeAbsent(value)) return value;
  const plain = (one: Choice["value"]) =>
    one.kind === "known" && one.absent ? known(one.value, one.span) : one;
  if (value.kind !== "oneOf") return plain(value);
  const choices = value.choices.map((choice) => ({ ...choice, value: plain(choice.value) }));
  return { ...value, choices };
}

/** As a callback gets it, which is not called where there is nothing; undefined where nothing is left. */
export function withoutAbsent(value: Value): Value | undefined {
  const choices = choicesOf(value).filter(({ value: one }) => one.kind !== "known" || !one.absent);
  const [first] = choices;
  return choices.length < 2 || value.kind !== "oneOf" ? first?.value : { ...value, choices };
}

/** What both assume. */
export const shared = (a: readonly Assumption[], b: readonly Assumption[]): readonly Assumption[] =>
  a.filter((one) => b.some((other) => other.subject === one.subject && other.value === one.value));

export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === "known" && b.kind === "known") return Object.is(a.value, b.value);
  if (a.kind === "symbol" && b.kind === "symbol") return sameMeaning(a.means, b.means);
  if (a.kind === "text" && b.kind === "text") return sameParts(a.parts, b.parts);
  if (a.kind === "unknown" && b.kind === "unknown") return sameUnknown(a, b);
  if (a.kind === "oneOf" && b.kind === "oneOf") {
    return (
      a.choices.length === b.choices.length &&
      a.choices.every((one, index) => sameChoice(one, b.choices[index]))
    );
  }
  return false;
}

/** Equal values under other conditions are not the same value. */
const sameChoice = (a: Choice, b: Choice | undefined): boolean =>
  b !== undefined &&
  sameValue(a.value, b.value) &&
  a.when.length === b.when.length &&
  shared(a.when, b.when).length === a.when.length;

function sameMeaning(a: Meaning, b: Meaning): boolean {
  if (a.kind === "url" && b.kind === "url") return a.work === b.work;
  if (a.kind === "local" && b.kind === "local") return a.path === b.path;
  if (a.kind === "config" && b.kind === "config") return a.name === b.name;
  if (a.kind === "file" && b.kind === "file") return a.path === b.path && a.as === b.as;
  return a.kind === "asset" && b.kind === "asset" && a.path === b.path;
}

const sameParts = (a: Text["parts"], b: Text["parts"]): boolean =>
  a.length === b.length &&
  a.every((part, index) => {
    const other = b[index];
    if (typeof part === "string" || typeof other === "string") return part === other;
    return other !== undefined && sameValue(part, other);
  });

const sameUnknown = (a: Unknown, b: Unknown): boolean =>
  a.because.start === b.because.start &&
  a.because.file === b.because.file &&
  a.holds.length === b.holds.length &&
  a.holds.every((held, index) => held === b.holds[index]);
