/**
 * Source: where text came from and where in it something stands. Every later room speaks of places in
 * these terms only, so that a diagnostic, a comment in the emitted program and a review line agree. This
 * room knows nothing about syntax, apps or clouds, and imports nothing.
 */

/** A stretch of one file. Offsets count UTF-16 units from 0, `end` exclusive, as the parser gives them. */
export interface Span {
  /** Relative to the app's folder, with forward slashes (`app.ts`, `../lib/model.ts`). */
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** One-based line and column; columns in UTF-16 units, as editors and `--json` count. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file's text with its line starts, so that offsets become positions in O(log n). */
export interface SourceText {
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

export function sourceText(file: string, text: string): SourceText {
  const lineStarts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    lineStarts.push(at + 1);
  }
  return { file, text, lineStarts };
}

export function positionAt(source: SourceText, offset: number): Position {
  const line = lastLineStartingBefore(source.lineStarts, offset);
  return { line: line + 1, column: offset - (source.lineStarts[line] ?? 0) + 1 };
}

function lastLineStartingBefore(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
