import { analysisDisagrees } from "#diagnostics/catalogue.gen.ts";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import { positionAt } from "#source/span.ts";
import type { Disagreement } from "./disagreement.ts";

export const asDiagnostic = ({
  span,
  subject,
  said,
  saw,
  related = [],
}: Disagreement): Diagnostic => analysisDisagrees(span, { subject, said, saw }, { related });

/** One line of `run --json`, after all others. */
export function asEvent({ span, subject, said, saw }: Disagreement, texts: SourceTexts): string {
  const text = span && texts(span.file);
  const place = span && { file: span.file, ...(text && positionAt(text, span.start)) };
  return JSON.stringify({ event: "disagrees", subject, said, saw, span: place ?? null });
}
