import { pathStringCrossesWorks } from "#diagnostics/catalogue.gen.ts";
import type { Fix, TextEdit } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { ancestors, importEdits, moduleOf, textAt } from "../source-place.ts";
import type { FileUse } from "../trace.ts";
import type { Picture } from "./checks.ts";
import { leavesIn } from "./leaves-in.ts";

/** A file that one work writes by a plain string, and another is told of or reads by the same string. */
export function checkStringCrosses(interpreter: Interpreter, { followed }: Picture): void {
  const { files, calls } = followed.every;
  const writes = files.filter(({ how }) => how === "writes");
  if (writes.length === 0) return;
  for (const call of calls) {
    call.arguments.forEach((argument, index) => {
      for (const leaf of leavesIn(argument)) {
        if (leaf.kind !== "known" || typeof leaf.value !== "string") continue;
        const written = foreignWrite(writes, leaf.value, call.work);
        const span = call.argumentSpans[index] ?? call.span;
        if (written) report(interpreter, { written, consumer: call.work, span, files });
      }
    });
  }
  for (const read of files) checkRead(interpreter, { read, writes, files });
}

const plain = (path: string): string => path.replace(/^\.\//u, "");

/** Written by another work and not by this one: a file of its own would be no problem. */
function foreignWrite(
  writes: readonly FileUse[],
  path: string,
  reader: HeapObject,
): FileUse | undefined {
  const same = writes.filter((write) => plain(write.path) === plain(path));
  return same.some(({ work }) => graphName(work) === graphName(reader)) ? undefined : same[0];
}

/** Both know the name: nothing was handed over, and still one means the other's file. */
function checkRead(
  interpreter: Interpreter,
  {
    read,
    writes,
    files,
  }: {
    readonly read: FileUse;
    readonly writes: readonly FileUse[];
    readonly files: readonly FileUse[];
  },
): void {
  const written = read.how === "reads" ? foreignWrite(writes, read.path, read.work) : undefined;
  if (written && !isArgument(read, written))
    report(interpreter, { written, consumer: read.work, span: read.span, files });
}

/** Told of by the other work: then the place that hands it over is the one to point at. */
const isArgument = (read: FileUse, written: FileUse): boolean =>
  read.origin.file === written.origin.file &&
  read.origin.start === written.origin.start &&
  read.span.start !== read.origin.start;

interface Crossing {
  readonly written: FileUse;
  readonly consumer: HeapObject;
  readonly span: Span;
  readonly files: readonly FileUse[];
}

function report(interpreter: Interpreter, crossing: Crossing): void {
  const { written, consumer, span } = crossing;
  const producer = graphName(written.work) ?? "work";
  const values = {
    value: JSON.stringify(written.path),
    producer,
    consumer: graphName(consumer) ?? "work",
  };
  const related = [{ span: written.span, message: `written here by \`${producer}\`` }];
  interpreter.sink.report(
    pathStringCrossesWorks(span, values, { related, fix: fixFor(interpreter, crossing) }),
  );
}

/** The string is a field of its work: the field becomes a Path, and whoever opens it asks for `.local`. */
function fixFor(interpreter: Interpreter, { written, files }: Crossing): Fix | undefined {
  const { origin } = written;
  if (!isFieldValue(interpreter, origin)) return undefined;
  const uses = files.filter(
    (use) => plain(use.path) === plain(written.path) && use.span.start !== use.origin.start,
  );
  const places = new Map(uses.map(({ span }) => [`${span.file}:${span.end}`, span]));
  const local = [...places.values()].map(
    (span): TextEdit => ({ span: { ...span, start: span.end }, text: ".local" }),
  );
  const made = { span: origin, text: `new Path(${textAt(interpreter, origin)})` };
  return {
    title: "Make it a Path",
    edits: [...importEdits(interpreter, origin.file, "Path"), made, ...local],
  };
}

function isFieldValue(interpreter: Interpreter, span: Span): boolean {
  const module = moduleOf(interpreter, span.file);
  const chain = module ? ancestors(module.parsed.program, span) : [];
  const [field, value] = chain.slice(-2);
  return field?.type === "PropertyDefinition" && value?.type === "Literal" && field.value === value;
}
