/**
 * A diagnostic as a terminal shows it: what is wrong, the lines it stands in with carets below, the other
 * places that explain it, the offered fix as a small diff, and where to read more. Columns are counted in
 * terminal cells: a tab is expanded, a wide character takes two.
 */
import stringWidth from "string-width";
import { positionAt, type SourceText, type Span } from "#source/span.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import { fixDiff } from "./fix-diff.ts";
import type { FrameOptions } from "./frame-options.ts";
import type { SourceTexts } from "./json.ts";

const color = { error: "red", warning: "yellow", info: "cyan" } as const satisfies Record<
  Severity,
  string
>;
const tabWidth = 4;

export function frame(diagnostic: Diagnostic, options: FrameOptions): string {
  const { severity, slug, message, span, related, fix, otherFixes = [], docs } = diagnostic;
  const { paint } = options;
  const painted = (text: string) => paint(color[severity], text);
  const cyan = (text: string) => paint("cyan", text);
  const head = `${painted(paint("bold", severity))} ${paint("bold", message)} ${paint("dim", slug)}`;
  const gutter = gutterWidth(diagnostic, options.texts);
  const marks = [
    ...(span ? [{ span, mark: "^", painted, label: "" } as const] : []),
    ...related.map(
      (other) => ({ span: other.span, mark: "-", painted: cyan, label: other.message }) as const,
    ),
  ];
  return [
    head,
    ...marks.flatMap((one, index) =>
      excerpt(one.span, { ...options, ...one, gutter, before: marks[index - 1]?.span }),
    ),
    ...(fix ? fixDiff(fix, { ...options, gutter }) : []),
    ...otherFixes.map(
      ({ title }) => `${" ".repeat(gutter)}${options.paint("cyan", " or:")} ${title}`,
    ),
    `${" ".repeat(gutter)}${paint("dim", `= ${docs}`)}`,
    "",
  ].join("\n");
}

/** A place and its line with a label below, as frames show them: for what is told and is no problem. */
export const labelled = (
  span: Span,
  label: string,
  options: FrameOptions & { readonly gutter: number },
): string =>
  excerpt(span, {
    ...options,
    label,
    mark: "-",
    painted: (text) => options.paint("cyan", text),
    before: undefined,
  }).join("\n");

interface ExcerptOptions extends FrameOptions {
  readonly gutter: number;
  readonly mark: "^" | "-";
  readonly painted: (text: string) => string;
  readonly label: string;
  /** What is shown just above: a place on the same line gets its marks below that one's, and no line of its own. */
  readonly before: Span | undefined;
}

/** Where it is, and its first and last line with marks; a file that cannot be read again shows only where. */
function excerpt(span: Span, options: ExcerptOptions): readonly string[] {
  const { texts, place, paint, gutter, label } = options;
  const source = texts(span.file);
  const pad = " ".repeat(gutter);
  if (!source) return [`${pad}${paint("dim", "╭─")} ${place(span.file)}${label && `: ${label}`}`];
  const start = positionAt(source, span.start);
  const end = positionAt(source, Math.max(span.start, span.end));
  const where = `${place(span.file)}:${start.line}:${start.column}`;
  const lines = start.line === end.line ? [start.line] : [start.line, end.line];
  if (isOnOneLine([options.before, span], source)) {
    return markedLine(start.line, source, { ...options, span }).slice(1);
  }
  return [
    `${pad}${paint("dim", "╭─")} ${where}`,
    ...lines.flatMap((line, index) => [
      ...(index === 1 && end.line - start.line > 1 ? [`${pad}${paint("dim", "⋮")}`] : []),
      ...markedLine(line, source, {
        ...options,
        span,
        label: index === lines.length - 1 ? label : "",
      }),
    ]),
  ];
}

function isOnOneLine(spans: readonly (Span | undefined)[], source: SourceText): boolean {
  const lines = spans.flatMap((span) =>
    span?.file === source.file
      ? [positionAt(source, span.start).line, positionAt(source, span.end).line]
      : [0],
  );
  return new Set(lines).size === 1;
}

interface MarkedOptions extends ExcerptOptions {
  readonly span: Span;
}

function markedLine(line: number, source: SourceText, options: MarkedOptions): readonly string[] {
  const { gutter, paint, painted, span, mark, label, width } = options;
  const text = lineText(source, line);
  const from = source.lineStarts[line - 1] ?? 0;
  const first = Math.max(0, span.start - from);
  const start = first === 0 && span.start < from ? text.length - text.trimStart().length : first;
  const end = Math.min(text.length, span.end - from);
  const room = Math.max(20, width - gutter - 3);
  const shown = clip(text, { start, end, room });
  const number = String(line).padStart(gutter - 1);
  const rule = `${" ".repeat(gutter)}${paint("dim", "│")}`;
  const marks = painted(mark.repeat(shown.length) + (label && ` ${label}`));
  return [
    `${paint("dim", `${number} │`)} ${shown.text}`,
    `${rule} ${" ".repeat(shown.offset)}${marks}`,
  ];
}

interface Shown {
  readonly text: string;
  /** Cells before the marks, and how many marks. */
  readonly offset: number;
  readonly length: number;
}

/** A line that is wider than the terminal keeps the part around its marks. */
function clip(
  line: string,
  { start, end, room }: { start: number; end: number; room: number },
): Shown {
  const cells = cellsOf(line);
  const at = (index: number) => cells.find((cell) => cell.index >= index)?.column ?? widthOf(cells);
  const [from, to] = [at(start), Math.max(at(start) + 1, at(end))];
  if (widthOf(cells) <= room) {
    return { text: cells.map(({ text }) => text).join(""), offset: from, length: to - from };
  }
  const left = from < room - 20 ? 0 : from - Math.floor(room / 3);
  const kept = cells.filter(
    ({ column, width }) => column >= left && column + width <= left + room - 2,
  );
  const [before, after] = [left > 0 ? "…" : "", kept.at(-1) === cells.at(-1) ? "" : "…"];
  const skipped = (kept[0]?.column ?? 0) - before.length;
  const last = kept.at(-1);
  const right = last ? last.column + last.width : to;
  return {
    text: before + kept.map(({ text }) => text).join("") + after,
    offset: from - skipped,
    length: Math.max(1, Math.min(to, right) - from),
  };
}

interface Cell {
  readonly text: string;
  /** Offset in the line, UTF-16 units. */
  readonly index: number;
  readonly column: number;
  readonly width: number;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function cellsOf(line: string): readonly Cell[] {
  let column = 0;
  return [...graphemes.segment(line)].map(({ segment, index }) => {
    const width = segment === "\t" ? tabWidth - (column % tabWidth) : stringWidth(segment);
    const cell = { text: segment === "\t" ? " ".repeat(width) : segment, index, column, width };
    column += width;
    return cell;
  });
}

const widthOf = (cells: readonly Cell[]): number => {
  const last = cells.at(-1);
  return last ? last.column + last.width : 0;
};

function lineText({ text, lineStarts }: SourceText, line: number): string {
  return text
    .slice(lineStarts[line - 1] ?? 0, lineStarts[line] ?? text.length)
    .replace(/\r?\n$/, "");
}

function gutterWidth({ span, related, fix }: Diagnostic, texts: SourceTexts): number {
  const spans = [
    span,
    ...related.map((other) => other.span),
    ...(fix?.edits ?? []).map((edit) => edit.span),
  ];
  const lines = spans.map((place) => {
    const source = place && texts(place.file);
    return source ? positionAt(source, place.end).line : 0;
  });
  return String(Math.max(0, ...lines)).length + 2;
}
