/**
 * Parse: text becomes syntax trees with spans, and import specifiers become files. It is separate so that
 * everything above it can ask for a module without knowing the parser or the resolver, and it knows nothing
 * about components. There is no type checker here: that costs seconds, and type errors are `tsc`'s job.
 */
import { type OxcError, type ParseResult, type Program, parseSync } from "oxc-parser";
import { moduleSyntaxError } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
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
  readonly kept?: KeptModules | undefined;
}

/**
 * Modules by path, kept from one analysis of an app to the next by whoever does many of them, as an editor
 * does: one whose text is the same is not parsed again. Nobody changes a tree.
 */
export type KeptModules = Map<string, Kept>;

interface Kept {
  readonly text: string;
  readonly problems: readonly Diagnostic[];
  readonly parsed: ParsedModule | undefined;
}

/**
 * The module at `path`, or `undefined` where there is no such file (the importer says so) or its syntax is
 * broken beyond recovery. Syntax errors are reported, all of them.
 */
export function parseModule(path: string, context: ParseContext): ParsedModule | undefined {
  const text = context.host.readText(path);
  if (text === undefined) return undefined;
  const before = context.kept?.get(path);
  const now = before?.text === text ? before : parse(path, text, context.relativize(path));
  context.kept?.set(path, now);
  for (const problem of now.problems) context.sink.report(problem);
  return now.parsed;
}

function parse(path: string, text: string, file: string): Kept {
  const result = parseSync(path, text, {
    sourceType: "module",
    astType: "ts",
    preserveParens: false,
  });
  const errors = result.errors.filter(({ severity }) => severity === "Error");
  const program = programOf(result, errors.length > 0);
  return {
    text,
    problems: errors.map((error) => syntaxError(error, file, text)),
    parsed: program && { path, file, text, program },
  };
}

/** What is left of a broken program can be a tree that even the parser's own JSON cannot carry. */
function programOf(result: ParseResult, broken: boolean): Program | undefined {
  try {
    return broken && result.program.body.length === 0 ? undefined : result.program;
  } catch (error) {
    if (broken) return undefined;
    throw error;
  }
}

function syntaxError(error: OxcError, file: string, text: string): Diagnostic {
  const [first, ...rest] = error.labels.map((label) => ({
    span: { file, start: label.start, end: Math.max(label.end, label.start) } satisfies Span,
    message: label.message ?? "here",
  }));
  const span = first?.span ?? { file, start: 0, end: Math.min(1, text.length) };
  return moduleSyntaxError(span, { detail: withoutPeriod(error.message) }, { related: rest });
}

const withoutPeriod = (message: string): string => message.replace(/\.$/u, "");
