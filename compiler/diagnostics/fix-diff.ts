import { positionAt, type SourceText } from "#source/span.ts";
import { applyEdits } from "./apply.ts";
import type { Fix, TextEdit } from "./diagnostic.ts";
import type { FrameOptions } from "./frame-options.ts";

const longest = 12;

/** The lines that a fix would change, before and after, a few at most. */
export function fixDiff(
  fix: Fix,
  { texts, place, paint, gutter }: FrameOptions & { readonly gutter: number },
): readonly string[] {
  const pad = " ".repeat(gutter);
  const files = [...new Set(fix.edits.map(({ span }) => span.file))];
  const lines = files.flatMap((file) => {
    const source = texts(file);
    if (!source) return [];
    const edits = fix.edits.filter(({ span }) => span.file === file);
    const changed = groupByLine(edits, source).flatMap((group) => changedLines(group, source));
    return files.length > 1 ? [{ sign: " ", number: 0, text: place(file) }, ...changed] : changed;
  });
  const shown = lines.slice(0, longest).map(({ sign, number, text }) => {
    const head = `${number > 0 ? String(number).padStart(gutter - 1) : pad.slice(1)} ${sign} ${text}`;
    return sign === "-" ? paint("red", head) : sign === "+" ? paint("green", head) : head;
  });
  const more =
    lines.length > longest
      ? [`${pad}${paint("dim", `… ${lines.length - longest} more lines`)}`]
      : [];
  return [`${pad}${paint("cyan", "fix:")} ${fix.title}`, ...shown, ...more];
}

interface Group {
  readonly first: number;
  readonly last: number;
  readonly edits: readonly TextEdit[];
}

/** Edits whose lines touch are shown as one change. */
function groupByLine(edits: readonly TextEdit[], source: SourceText): readonly Group[] {
  const groups: Group[] = [];
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const first = positionAt(source, edit.span.start).line;
    const last = positionAt(source, edit.span.end).line;
    const before = groups.at(-1);
    if (before && first <= before.last) {
      groups[groups.length - 1] = {
        first: before.first,
        last: Math.max(before.last, last),
        edits: [...before.edits, edit],
      };
    } else groups.push({ first, last, edits: [edit] });
  }
  return groups;
}

interface Line {
  readonly sign: string;
  readonly number: number;
  readonly text: string;
}

function changedLines({ first, last, edits }: Group, source: SourceText): readonly Line[] {
  const from = source.lineStarts[first - 1] ?? 0;
  const to = source.lineStarts[last] ?? source.text.length;
  const old = source.text.slice(from, to);
  const shifted = edits.map(({ span, text }) => ({
    text,
    span: { file: span.file, start: span.start - from, end: span.end - from },
  }));
  const after = applyEdits(shifted, () => old).texts.get(source.file) ?? old;
  return difference(old.split("\n"), after.split("\n"), first);
}

/** Without the lines that both begin and end with. */
function difference(
  old: readonly string[],
  after: readonly string[],
  first: number,
): readonly Line[] {
  const same = (a: number, b: number) => old[a] !== undefined && old[a] === after[b];
  let head = 0;
  while (same(head, head)) head++;
  let tail = 0;
  const shorter = Math.min(old.length, after.length) - head;
  while (tail < shorter && same(old.length - 1 - tail, after.length - 1 - tail)) tail++;
  const numbered = (sign: string, lines: readonly string[]) =>
    lines.slice(head, lines.length - tail).map((text, index) => ({
      sign,
      number: first + head + index,
      text: text.replaceAll("\t", "    ").replace(/\r$/, ""),
    }));
  return [...numbered("-", old), ...numbered("+", after)];
}
