import { configSteersStructure, flowUnknownStructure } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import { elementsOf } from "./member.ts";
import { optionOf } from "./option.ts";
import {
  configOf,
  configSubject,
  type Known,
  meaningReason,
  mixed,
  spanOf,
  type Unknown,
  unknown,
  type Value,
} from "./value.ts";

/** Unknown hurts only here: a value that structure or identity needs. */
export interface Wanted {
  /** As a clause's object: "the port of `serve`". */
  readonly what: string;
}

/** The value where it is known; otherwise the diagnostic points at what made it unknown. */
export function knownOr(
  interpreter: Interpreter,
  value: Value,
  { what }: Wanted,
): Known | undefined {
  if (value.kind === "known") return value;
  reportUnknown(interpreter, value, what);
  return undefined;
}

export function reportUnknown(interpreter: Interpreter, value: Value, what: string): void {
  const cause = causeOf(value);
  const config = configOf(value);
  if (config !== undefined && !cause.reported) {
    reportSteering(interpreter, { config, what, span: locate(cause.because, value) });
    return;
  }
  if (alreadyExplained(interpreter, cause)) return;
  const because = locate(cause.because, value);
  interpreter.sink.report(flowUnknownStructure(because, { what, reason: cause.reason }));
}

/** Once for each config value, at the first thing that it decides. */
function reportSteering(
  { sink, explained }: Interpreter,
  {
    config,
    what,
    span,
  }: { readonly config: string; readonly what: string; readonly span: Span | undefined },
): void {
  if (explained.has(configSubject + config)) return;
  explained.add(configSubject + config);
  sink.report(configSteersStructure(span, { config, what }));
}

/** One problem for one cause, however much depends on it. */
export function alreadyExplained({ explained }: Interpreter, cause: Unknown): boolean {
  const { file, start, end } = cause.because;
  const key = `${file}:${start}:${end}`;
  if (cause.reported || (file !== "" && explained.has(key))) return true;
  explained.add(key);
  return false;
}

/** Natives of the language have no place; the value does. */
const locate = (span: Span, value: Value): Span | undefined => {
  if (span.file !== "") return span;
  const own = spanOf(value);
  return own.file === "" ? undefined : own;
};

/** What keeps a value from being known. */
export function causeOf(value: Value): Unknown {
  if (value.kind === "unknown") return value;
  if (value.kind === "symbol")
    return { ...mixed(value.span, []), reason: meaningReason(value.means) };
  if (value.kind === "oneOf") {
    const lost = value.choices.find((choice) => choice.value.kind === "unknown");
    if (lost) return causeOf(lost.value);
    const test = value.choices
      .flatMap(({ when }) => when.map(({ subject }) => subject))
      .find(isUnknown);
    if (test) return test;
    const config = configOf(value);
    if (config !== undefined)
      return unknown(value.span, `config \`${config}\` is read when the app starts`);
    return mixed(value.span, [], "it has several possible values here");
  }
  return mixed(spanOf(value), [value], "it is not plain data");
}

/** What decides between them, where nobody knows it. */
const isUnknown = (subject: string | object): subject is Unknown =>
  typeof subject === "object" && "kind" in subject && subject.kind === "unknown";

/** Reads options one by one, each with the kind of value it must be. */
export interface OptionReader {
  readonly value: (key: string) => Value;
  readonly string: (key: string) => (Known & { readonly value: string }) | undefined;
  readonly number: (key: string) => (Known & { readonly value: number }) | undefined;
  readonly boolean: (key: string) => boolean | undefined;
  readonly strings: (key: string) => readonly string[];
}

export function optionReader(
  interpreter: Interpreter,
  options: Value,
  owner: string,
): OptionReader {
  const value = (key: string): Value => optionOf(interpreter, options, key);
  const plain = (key: string) => {
    const found = value(key);
    if (found.kind === "known" && found.value === undefined) return undefined;
    return knownOr(interpreter, found, { what: `\`${key}\` of ${owner}` });
  };
  return {
    value,
    string: (key) => {
      const found = plain(key);
      return found && typeof found.value === "string"
        ? { ...found, value: found.value }
        : undefined;
    },
    number: (key) => {
      const found = plain(key);
      return found && typeof found.value === "number"
        ? { ...found, value: found.value }
        : undefined;
    },
    boolean: (key) => {
      const found = plain(key);
      return found && typeof found.value === "boolean" ? found.value : undefined;
    },
    strings: (key) => {
      const found = value(key);
      if (found.kind === "known") return [];
      const elements = found.kind === "object" ? elementsOf(found) : undefined;
      if (elements === undefined) reportUnknown(interpreter, found, `\`${key}\` of ${owner}`);
      return (elements ?? []).flatMap((one) => {
        const text = knownOr(interpreter, one, { what: `\`${key}\` of ${owner}` });
        return typeof text?.value === "string" ? [text.value] : [];
      });
    },
  };
}
