import { bundleWrongCase } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { otherSpelling } from "#source/spelling.ts";
import type { Interpreter } from "../interpreter.ts";
import { textAt } from "../source-place.ts";

/** Whether a file that the app names, relative to its folder, is there in another case only; then that is told. */
export function reportWrongCase(interpreter: Interpreter, path: string, span: Span): boolean {
  const { files, folder, sink } = interpreter;
  const place = `${folder}/${path}`;
  const isThere = files.isFile(place) || files.isDirectory(place);
  if (isThere && !files.ignoresCase) return false;
  const spelled = otherSpelling(place, { from: folder, host: files });
  if (spelled === undefined) return false;
  const right = spelled.slice(folder.length + 1);
  const fix = caseFix(textAt(interpreter, span), span, right);
  sink.report(bundleWrongCase(span, { written: path, right }, { fix }));
  return true;
}

/** The literal that ends as the path does, in its case. */
export function caseFix(text: string, span: Span, right: string): Fix | undefined {
  for (const { 1: quote = "", 2: inside = "", index } of text.matchAll(/(["'`])(.*?)\1/gu)) {
    const own = inside.replace(/^(?:\.{0,2}\/)+/u, "").replace(/\/$/u, "");
    const tail = right.slice(-own.length);
    if (own === "" || own.toLowerCase() !== tail.toLowerCase()) continue;
    const start = span.start + index + quote.length + inside.lastIndexOf(own);
    const place = { ...span, start, end: start + own.length };
    return { title: `Spell it \`${tail}\``, edits: [{ span: place, text: tail }] };
  }
  return undefined;
}
