import { join, relative } from "node:path";
import { labelled } from "#diagnostics/frame.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import type { Step, Story } from "#explain/story.ts";
import { positionAt, type Span } from "#source/span.ts";
import type { Sources } from "./diagnostics.ts";
import { paintOut } from "./print.ts";

/** The title, then each step: a clause, and where it has a place, that line with the clause below it. */
export function storyText({ title, steps }: Story, { directory, texts }: Sources): string {
  const place = (file: string) => relative(process.cwd(), join(directory, file)) || file;
  const width = Math.max(60, process.stdout.columns ?? 100);
  const gutter = String(Math.max(...steps.map(({ span }) => lastLine(span, texts)))).length + 2;
  const options = { texts, place, paint: paintOut, width, gutter };
  const told = ({ text, span }: Step): string =>
    span ? labelled(span, text, options) : `${" ".repeat(gutter)}${paintOut("dim", "·")} ${text}`;
  return [paintOut("bold", title), ...steps.map(told)].join("\n");
}

function lastLine(span: Span | undefined, texts: SourceTexts): number {
  const source = span && texts(span.file);
  return source ? positionAt(source, span.end).line : 1;
}

/** The shape of `explain --json`: lines and columns from 1. */
export const storiesJson = (stories: readonly Story[], texts: SourceTexts) => ({
  version: 1,
  stories: stories.map(({ kind, name, title, steps }) => ({
    kind,
    name,
    title,
    steps: steps.map(({ text, span }) => ({ text, place: span ? placeOf(span, texts) : null })),
  })),
});

function placeOf({ file, start, end }: Span, texts: SourceTexts) {
  const source = texts(file);
  const from = source ? positionAt(source, start) : { line: 1, column: 1 };
  const to = source ? positionAt(source, end) : from;
  return { file, ...from, endLine: to.line, endColumn: to.column };
}
