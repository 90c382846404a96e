import { flowForeignAwait } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import { methodAround, textAt } from "../source-place.ts";
import type { Trace } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** An await of something that no ledger knows: it would be repeated on every tick. */
export function checkForeignAwaits(interpreter: Interpreter, { followed }: Picture): void {
  for (const trace of new Set([followed.first, followed.every])) {
    for (const one of trace.foreignAwaits) {
      // Reached more than once, a step there would need another key each time.
      const times = trace.foreignAwaits.filter(({ span }) => isSame(span, one.span)).length;
      report(interpreter, one, times === 1);
    }
  }
}

const isSame = (a: Span, b: Span): boolean => a.file === b.file && a.start === b.start;

function report(
  interpreter: Interpreter,
  { what, span, flow }: Trace["foreignAwaits"][number],
  fixable: boolean,
): void {
  const outside =
    what.span.file !== span.file || what.span.start < span.start || what.span.end > span.end;
  const related =
    outside && what.span.file !== ""
      ? [{ span: what.span, message: `\`${what.what}\` is called here` }]
      : [];
  const values = { expression: what.what, flow: (flow && graphName(flow)) ?? "root" };
  interpreter.sink.report(
    flowForeignAwait(span, values, {
      related,
      fix: outside || !fixable ? undefined : fixFor(interpreter, span, what.what),
    }),
  );
}

/** A step answers JSON, and a `Response` is none: what to read of it is for the author to say. */
const notJson: ReadonlySet<string> = new Set(["fetch()"]);

/** `await load(url)` → `await this.step("load", () => load(url))`; a step may not touch components. */
function fixFor(interpreter: Interpreter, span: Span, what: string): Fix | undefined {
  const awaited = /^await\s+/u.exec(textAt(interpreter, span))?.[0];
  const place = methodAround(interpreter, span);
  if (awaited === undefined || place === undefined || place.repeated) return undefined;
  if (notJson.has(what)) return undefined;
  const expression = { ...span, start: span.start + awaited.length };
  const text = textAt(interpreter, expression);
  if (/\bthis\b|\bawait\b/u.test(text)) return undefined;
  const key = JSON.stringify(/\w+(?=\(?\)?$)/u.exec(what)?.[0] ?? "outside");
  return {
    title: "Do it in a step",
    edits: [{ span: expression, text: `this.step(${key}, () => ${text})` }],
  };
}
