/**
 * Where values come from: which expressions a value has passed through, and what it was computed from. It is
 * noted by standing beside the evaluation, only when somebody asks for it (`explain`), and costs nothing else.
 */
import type { Span } from "#source/span.ts";
import type { Found } from "./collect.ts";
import { spanIn } from "./interpreter.ts";
import { ownEntries } from "./member.ts";
import type { Semantics } from "./semantics.ts";
import { choicesOf, sameValue, spanOf, type Value } from "./value.ts";

/** What one analysis has noted. */
export interface Provenance {
  /** By the place where the value was made. */
  readonly passed: Map<string, Passage[]>;
  /** `serve.port`, `source.boringFile`: values that names of the app lead to. */
  readonly named: Map<string, Value>;
}

/** An expression was evaluated to this value, from those of its parts. */
interface Passage {
  readonly span: Span;
  readonly value: Value;
  readonly inputs: readonly Value[];
  /** The evaluation that this one is a part of; absent on a statement's own. */
  readonly into: { value?: Value } | undefined;
}

export const newProvenance = (): Provenance => ({ passed: new Map(), named: new Map() });

/** The language, with every evaluation noted. */
export function observed(language: Semantics, { passed }: Provenance): Semantics {
  const open: { readonly inputs: Value[]; value?: Value }[] = [];
  const note = (passage: Passage): void => {
    const key = keyOf(spanOf(passage.value));
    const known = passed.get(key);
    if (known) known.push(passage);
    else passed.set(key, [passage]);
  };
  return {
    ...language,
    evaluate: (interpreter, node, place) => {
      const into = open.at(-1);
      const own: (typeof open)[number] = { inputs: [] };
      open.push(own);
      try {
        const value = language.evaluate(interpreter, node, place);
        own.value = value;
        into?.inputs.push(value);
        // What runs later uses values and makes none that structure has.
        if (interpreter.phase.kind === "construct")
          note({ span: spanIn(place.module, node), value, inputs: own.inputs, into });
        return value;
      } finally {
        open.pop();
      }
    },
  };
}

/** Options, fields and computes of components, and Paths, under the names that people use. */
export function nameValues({ named }: Provenance, found: readonly Found[]): void {
  for (const { object, name } of found) {
    const { facts } = object;
    for (const [field, value] of ownEntries(object)) nameValue(named, `${name}.${field}`, value);
    if (facts?.kind === "work" || facts?.kind === "map") nameFields(named, name, facts.options);
  }
}

function nameFields(named: Provenance["named"], owner: string, options: Value): void {
  if (options.kind !== "object") return;
  for (const [key, value] of ownEntries(options)) nameValue(named, `${owner}.${key}`, value);
}

function nameValue(named: Provenance["named"], name: string, value: Value): void {
  if (value.kind !== "object") {
    named.set(name, value);
    return;
  }
  const { facts, body } = value;
  if (facts?.kind === "compute") {
    named.set(name, facts.name);
    nameFields(named, name, facts.options);
  } else if (facts?.kind === "path") named.set(name, facts.path);
  else if (facts === undefined && (body.kind === "record" || body.kind === "array")) {
    nameFields(named, name, value);
  }
}

/** One place on the way of a value, the nearest to its end first. */
export interface Origin {
  readonly span: Span;
  readonly role: "used" | "computed" | "written" | "unknown";
  /** What it is worth there, as source would write it; `undefined` where only a run knows. */
  readonly value: string | undefined;
  /** Why it is not known. */
  readonly reason?: string | undefined;
  /** How many computations lie between here and the value asked about. */
  readonly depth: number;
}

/** Back from a value to the literals it was made from. */
export function originsOf(value: Value, provenance: Provenance): readonly Origin[] {
  const seen = new Set<string>();
  return choicesOf(value).flatMap(({ value: one }) => trace(one, { provenance, seen, depth: 0 }));
}

interface Tracing {
  readonly provenance: Provenance;
  readonly seen: Set<string>;
  readonly depth: number;
  /** What it is a part of. */
  readonly end?: Value;
}

/** Deeper computations are not told. */
const deepest = 6;

function trace(value: Value, { provenance, seen, depth, end }: Tracing): readonly Origin[] {
  const made = spanOf(value);
  const key = `${keyOf(made)} ${shown(value)}`;
  if (made.file === "" || depth > deepest || seen.has(key)) return [];
  seen.add(key);
  const all = provenance.passed.get(keyOf(made)) ?? [];
  const same = all.filter((one) => sameValue(one.value, value));
  const maker = same.find(({ span }) => isAt(span, made));
  const inputs = (maker?.inputs ?? []).filter(
    (input) => !sameValue(input, value) || !isAt(spanOf(input), made),
  );
  const at = { value: shown(value), depth };
  const onTheWay = same.filter((one) => depth === 0 || !isElsewhere(one, end));
  const uses = unique(onTheWay.map(({ span }) => span).filter((span) => !isAt(span, made)));
  const isComputed = inputs.some(isTold);
  const role = value.kind === "unknown" ? "unknown" : isComputed ? "computed" : "written";
  return [
    ...uses.toReversed().map((span): Origin => ({ ...at, span, role: "used" })),
    { ...at, span: made, role, ...(value.kind === "unknown" && { reason: value.reason }) },
    ...inputs
      .filter(isTold)
      .flatMap((one) => trace(one, { provenance, seen, depth: depth + 1, end: value })),
  ];
}

/** Another computation uses the same value. */
function isElsewhere({ value, into }: Passage, end: Value | undefined): boolean {
  const whole = into?.value;
  if (whole === undefined || whole.kind === "object" || sameValue(whole, value)) return false;
  return end === undefined || !sameValue(whole, end);
}

/** Objects and functions on the way are the program, not the value. */
const isTold = (value: Value): boolean => value.kind !== "object";

const keyOf = ({ file, start, end }: Span): string => `${file}:${start}:${end}`;

const isAt = (a: Span, b: Span): boolean => keyOf(a) === keyOf(b);

const unique = (spans: readonly Span[]): readonly Span[] => [
  ...new Map(spans.map((span) => [keyOf(span), span])).values(),
];

/** As source would write it. */
export function shown(value: Value): string | undefined {
  if (value.kind === "known")
    return typeof value.value === "string" ? JSON.stringify(value.value) : String(value.value);
  if (value.kind === "symbol" && value.means.kind === "config")
    return `config \`${value.means.name}\``;
  if (value.kind === "oneOf")
    return choicesOf(value)
      .map((one) => shown(one.value))
      .join(" or ");
  return undefined;
}
