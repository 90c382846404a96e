import { pathLocalCrossesWorks } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { declaredPath } from "../path.ts";
import { textAt } from "../source-place.ts";
import type { Picture } from "./checks.ts";
import { leavesIn } from "./leaves-in.ts";

/** `path.local` handed to a work, directly, inside other data, or by way of a result. */
export function checkLocalCrosses(interpreter: Interpreter, { followed }: Picture): void {
  for (const call of followed.every.calls) {
    call.arguments.forEach((argument, index) => {
      const span = call.argumentSpans[index] ?? call.span;
      for (const leaf of leavesIn(argument)) {
        if (leaf.kind === "symbol" && leaf.means.kind === "local") {
          report(interpreter, {
            path: leaf.means.path,
            consumer: call.work,
            span,
            read: leaf.span,
          });
        }
      }
    });
  }
}

interface Crossing {
  readonly path: HeapObject;
  readonly consumer: HeapObject;
  readonly span: Span;
  readonly read: Span;
}

function report(interpreter: Interpreter, { path, consumer, span, read }: Crossing): void {
  const { facts } = declaredPath(path);
  const values = {
    path: (facts?.kind === "path" && facts.name) || "path",
    consumer: graphName(consumer) ?? "work",
  };
  const elsewhere = read.file !== span.file || read.start < span.start || read.end > span.end;
  const related = elsewhere ? [{ span: read, message: "`.local` is read here" }] : [];
  interpreter.sink.report(
    pathLocalCrossesWorks(span, values, { related, fix: fixFor(interpreter, span) }),
  );
}

function fixFor(interpreter: Interpreter, span: Span): Fix | undefined {
  const text = textAt(interpreter, span);
  if (!/^[\w.#?!]+\.local$/u.test(text)) return undefined;
  const edits = [{ span: { ...span, start: span.end - ".local".length }, text: "" }];
  return { title: "Hand over the Path", edits };
}
