export interface DiffLine {
  readonly sign: "-" | "+";
  /** From 1, in the text it is of. */
  readonly line: number;
  readonly text: string;
}

/**
 * The lines in which two texts differ, by their longest common sequence of lines. Quadratic, for files that
 * people edit.
 */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  const common = commonLengths(a, b);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    const isGone = (common[i + 1]?.[j] ?? 0) >= (common[i]?.[j + 1] ?? 0);
    if (left !== undefined && left === right) {
      i++;
      j++;
    } else if (left !== undefined && (right === undefined || isGone)) {
      lines.push({ sign: "-", line: ++i, text: left });
    } else {
      lines.push({ sign: "+", line: ++j, text: right ?? "" });
    }
  }
  return lines;
}

/** `[i][j]`: how many lines from `a[i]` and `b[j]` on are common at most. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: a.length + 1 }, () => []);
  for (let i = a.length - 1; i >= 0; i--) {
    const row: number[] = [];
    const below = table[i + 1] ?? [];
    for (let j = b.length - 1; j >= 0; j--)
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    table[i] = row;
  }
  return table;
}
