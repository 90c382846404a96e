import { pathLocalBeforeWrite } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName, handoversInMaps, ownerOf } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { declaredPath } from "../path.ts";
import { ancestors, moduleOf, textAt } from "../source-place.ts";
import type { LocalUse } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** What a work reads of its own before anything was written: every attempt begins with an empty folder. */
export function checkLocalBeforeWrite(interpreter: Interpreter, { followed }: Picture): void {
  const anothers = new Set(handoversInMaps(followed.every).map(({ path }) => path));
  const first = new Map<HeapObject, LocalUse>();
  for (const use of followed.every.locals) {
    const path = declaredPath(use.path);
    if (first.has(path) || ownerOf(path) !== use.work) continue;
    if (!anothers.has(path)) first.set(path, use);
  }
  for (const [path, use] of first) if (use.how === "reads") report(interpreter, path, use);
}

function report(interpreter: Interpreter, path: HeapObject, { work, span }: LocalUse): void {
  const { facts } = path;
  const values = {
    path: (facts?.kind === "path" && facts.name) || "path",
    work: graphName(work) ?? "work",
  };
  interpreter.sink.report(pathLocalBeforeWrite(span, values, { fix: fixFor(interpreter, span) }));
}

/** `await this.checkpoint.restore();` before the statement that looks for it. */
function fixFor(interpreter: Interpreter, span: Span): Fix | undefined {
  const path = /^(this\.[\w.#]+)\.local\b/u.exec(textAt(interpreter, span))?.[1];
  const module = moduleOf(interpreter, span.file);
  const chain = module ? ancestors(module.parsed.program, span) : [];
  const block = chain.findLastIndex(({ type }) => type === "BlockStatement");
  const statement = chain[block + 1];
  const inner = chain.findLast((node) => "async" in node);
  if (path === undefined || statement === undefined || !module) return undefined;
  if (inner === undefined || !("async" in inner) || !inner.async) return undefined;
  const indent = /[ \t]*$/u.exec(module.text.slice(0, statement.start))?.[0] ?? "";
  const at = { file: span.file, start: statement.start, end: statement.start };
  return {
    title: "Bring what the attempt before has left",
    edits: [{ span: at, text: `await ${path}.restore();\n${indent}` }],
  };
}
