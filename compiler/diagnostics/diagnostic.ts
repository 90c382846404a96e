/**
 * Diagnostics: problems as data. Every message lives in `messages/<area>.md`; `npm run generate` turns them
 * into the functions of `catalogue.gen.ts`. Passes report into a sink and carry on, so one run shows every
 * problem; only a broken invariant of ours throws (`InternalError`).
 */
import type { Span } from "#source/span.ts";

export type Severity = "error" | "warning" | "info";

/** A further place that explains the problem: "first declared here". */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** Replaces the text of `span` by `text`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

export interface Diagnostic {
  /** `area/kebab-words`, for ever. */
  readonly slug: string;
  readonly severity: Severity;
  readonly message: string;
  /** Absent where the problem has no place in a source file (a missing file, no Python). */
  readonly span?: Span | undefined;
  readonly related: readonly Related[];
  /** The likeliest: what `check --fix` applies. */
  readonly fix?: Fix | undefined;
  /** Others instead of it, for people to choose from. */
  readonly otherFixes?: readonly Fix[] | undefined;
  /** Page and anchor in this repository: `docs/diagnostics/path.md#string-crosses-works`. */
  readonly docs: string;
}

/** What a call site may add to a catalogue entry. */
export interface Extra {
  readonly related?: readonly Related[];
  /** The likeliest first. */
  readonly fix?: Fix | readonly Fix[] | undefined;
}

/** Used by the generated catalogue only: a parameter may be empty, which leaves no trailing space. */
export function diagnostic(
  { slug, severity, message, span }: Pick<Diagnostic, "slug" | "severity" | "message" | "span">,
  { related = [], fix: offered = [] }: Extra = {},
): Diagnostic {
  const [fix, ...otherFixes] = [offered].flat();
  const [area, words] = slug.split("/");
  const docs = `docs/diagnostics/${area}.md#${words}`;
  const others = otherFixes.length > 0 && { otherFixes };
  return { slug, severity, message: message.trimEnd(), span, related, fix, ...others, docs };
}
