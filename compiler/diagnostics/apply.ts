import type { TextEdit } from "./diagnostic.ts";

export interface Applied {
  /** Every file that an edit touches, by the name its spans use. */
  readonly texts: ReadonlyMap<string, string>;
  /** Edits that overlap one applied before them: apply, check again, and take what is offered then. */
  readonly skipped: readonly TextEdit[];
}

/** Applies edits, earlier ones first; the same edit offered by two fixes (an import, say) is made once. */
export function applyEdits(
  edits: readonly TextEdit[],
  textOf: (file: string) => string | undefined,
): Applied {
  const chosen: TextEdit[] = [];
  const skipped: TextEdit[] = [];
  for (const edit of edits) {
    if (chosen.some((other) => isSame(edit, other))) continue;
    (chosen.some((other) => overlaps(edit, other)) ? skipped : chosen).push(edit);
  }
  const files = [...new Set(chosen.map(({ span }) => span.file))];
  const texts = new Map(
    files.map((file) => {
      const own = chosen.filter(({ span }) => span.file === file);
      return [file, spliced(textOf(file) ?? "", own)] as const;
    }),
  );
  return { texts, skipped };
}

function spliced(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = "";
  let at = 0;
  for (const { span, text: replacement } of ordered) {
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}

const isSame = (a: TextEdit, b: TextEdit): boolean =>
  a.text === b.text &&
  a.span.file === b.span.file &&
  a.span.start === b.span.start &&
  a.span.end === b.span.end;

/** Two insertions at one place do not overlap: they stand in the order they came. */
const overlaps = (a: TextEdit, b: TextEdit): boolean =>
  a.span.file === b.span.file && a.span.start < b.span.end && b.span.start < a.span.end;
