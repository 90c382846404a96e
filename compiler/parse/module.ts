/**
 * Parse: text becomes syntax trees with spans, and import specifiers become files. It is separate so that
 * everything above it can ask for a module without knowing the parser or the resolver, and it knows nothing
 * about components. There is no type checker here: that costs seconds, and type errors are `tsc`'s job.
 */
import { type OxcError, type Program, parseSync } from "oxc-parser";
import { moduleSyntaxError } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { FileHost, Relativize } from "#source/host.ts";
import type { Span } from "#source/span.ts";

export interface ParsedModule {
  /** Absolute, forward slashes. */
  readonly path: string;
  /** As spans name it: relative to the app's folder. */
  readonly file: string;
  readonly text: string;
  readonly program: Program;
}

export interface ParseContext {
  readonly host: FileHost;
  readonly sink: Sink;
  readonly relativize: Relativize;
}

/**
 * The module at `path`, or `undefined` where there is no such file (the importer says so) or its syntax is
 * broken beyond recovery. Syntax errors are reported, all of them.
 */
export function parseModule(path: string, context: ParseContext): ParsedModule | undefined {
  const text = context.host.readText(path);
  if (text === undefined) return undefined;
  const file = context.relativize(path);
  const result = parseSync(path, text, {
    sourceType: "module",
    astType: "ts",
    preserveParens: false,
  });
  const errors = result.errors.filter(({ severity }) => severity === "Error");
  for (const error of errors) context.sink.report(syntaxError(error, file, text));
  const { program } = result;
  return errors.length > 0 && program.body.length === 0 ? undefined : { path, file, text, program };
}

function syntaxError(error: OxcError, file: string, text: string) {
  const [first, ...rest] = error.labels.map((label) => ({
    span: { file, start: label.start, end: Math.max(label.end, label.start) } satisfies Span,
    message: label.message ?? "here",
  }));
  const span = first?.span ?? { file, start: 0, end: Math.min(1, text.length) };
  return moduleSyntaxError(span, { detail: withoutPeriod(error.message) }, { related: rest });
}

const withoutPeriod = (message: string): string => message.replace(/\.$/u, "");
