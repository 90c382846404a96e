import { join, relative } from "node:path";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import { paint, say } from "./print.ts";

export interface Sources {
  /** Spans are relative to it. */
  readonly directory: string;
  readonly texts: SourceTexts;
}

const none: Sources = { directory: ".", texts: () => undefined };

/** Frames on stderr, and how many there are of each severity. */
export async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  { directory, texts }: Sources = none,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { frame } = await import("#diagnostics/frame.ts");
  const place = (file: string) => relative(process.cwd(), join(directory, file)) || file;
  const width = Math.max(60, process.stderr.columns ?? 100);
  for (const diagnostic of diagnostics) say(frame(diagnostic, { texts, place, paint, width }));
  if (diagnostics.length > 1) say(`${count(diagnostics)}.`);
}

function count(diagnostics: readonly Diagnostic[]): string {
  const severities = ["error", "warning", "info"] as const;
  return severities
    .map(
      (severity) =>
        [severity, diagnostics.filter((one) => one.severity === severity).length] as const,
    )
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => `${number} ${severity}${number > 1 ? "s" : ""}`)
    .join(", ");
}
