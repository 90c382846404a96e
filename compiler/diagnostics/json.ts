import { positionAt, type SourceText, type Span } from "#source/span.ts";
import type { Diagnostic, Fix } from "./diagnostic.ts";

export type SourceTexts = (file: string) => SourceText | undefined;

/** `null` in all five where a problem has no place in a source file. */
interface PlaceJson {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

export interface DiagnosticJson extends PlaceJson {
  readonly slug: string;
  readonly severity: string;
  readonly message: string;
  readonly related: readonly (PlaceJson & { readonly message: string })[];
  readonly fix: FixJson | null;
  /** Instead of it; absent where there are none. */
  readonly otherFixes?: readonly FixJson[];
  readonly docs: string;
}

interface FixJson {
  readonly title: string;
  readonly edits: readonly (PlaceJson & { readonly text: string })[];
}

/** The shape of `check --json`: positions instead of offsets, lines and columns from 1. */
export function diagnosticJson(diagnostic: Diagnostic, texts: SourceTexts): DiagnosticJson {
  const { slug, severity, message, span, related, fix, otherFixes, docs } = diagnostic;
  return {
    slug,
    severity,
    message,
    ...place(span, texts),
    related: related.map((other) => ({ ...place(other.span, texts), message: other.message })),
    fix: fix ? fixJson(fix, texts) : null,
    ...(otherFixes && { otherFixes: otherFixes.map((one) => fixJson(one, texts)) }),
    docs,
  };
}

const fixJson = ({ title, edits }: Fix, texts: SourceTexts): FixJson => ({
  title,
  edits: edits.map((edit) => ({ ...place(edit.span, texts), text: edit.text })),
});

function place(span: Span | undefined, texts: SourceTexts): PlaceJson {
  if (!span) return { file: null, line: null, column: null, endLine: null, endColumn: null };
  const source = texts(span.file);
  const start = source ? positionAt(source, span.start) : { line: 1, column: 1 };
  const end = source ? positionAt(source, span.end) : start;
  return { file: span.file, ...start, endLine: end.line, endColumn: end.column };
}
