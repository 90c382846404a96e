import { flowMapMax } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import { knownOr, optionReader } from "./structure.ts";
import type { Value } from "./value.ts";

interface Declared {
  readonly name: string;
  readonly options: Value;
  /** Where the map is made. */
  readonly span: Span;
}

/** How many elements of a map may run at once; 0 where that has been reported as a problem. */
export function mapMax(interpreter: Interpreter, { name, options, span }: Declared): number {
  const read = optionReader(interpreter, options, name).value("max");
  const max = knownOr(interpreter, read, { what: `\`max\` of \`${name}\`` });
  if (max === undefined) return 0;
  if (typeof max.value === "number" && Number.isSafeInteger(max.value) && max.value > 0)
    return max.value;
  const given = max.value === undefined ? "not given" : `\`${written(max.value)}\``;
  interpreter.sink.report(flowMapMax(max.value === undefined ? span : max.span, { name, given }));
  return 0;
}

const written = (value: unknown): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);
