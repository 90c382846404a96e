import { pathReadBeforeWrite } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import { graphName, type Handover, handovers } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { textAt } from "../source-place.ts";
import { numberOf } from "../strand.ts";
import type { CallRecord, Trace } from "../trace.ts";
import type { Picture } from "./checks.ts";
import { whyUnwritten } from "./path-no-writer.ts";

/**
 * In the first tick, where state is exact: a call that is surely reached, and is handed a Path of a work that
 * no call can have finished by then.
 */
export function checkReadBeforeWrite(interpreter: Interpreter, { followed, works }: Picture): void {
  const { first, every } = followed;
  for (const handover of handovers(first, works)) {
    if (whyUnwritten(every, handover) !== undefined) continue;
    const calls = handover.call
      ? [handover.call]
      : first.calls.filter(({ work }) => work === handover.consumer);
    for (const call of calls) checkCall(interpreter, { handover, call, first });
  }
}

interface Reading {
  readonly handover: Handover;
  readonly call: CallRecord;
  readonly first: Trace;
}

function checkCall(interpreter: Interpreter, { handover, call, first }: Reading): void {
  const { path } = handover;
  const producer = path.facts?.kind === "path" ? path.facts.owner : undefined;
  if (producer === undefined || producer.facts?.kind !== "work" || producer.facts.map) return;
  if (!call.certain || call.perhapsFinished.has(numberOf(interpreter, producer))) return;
  const earlier = first.calls
    .slice(0, first.calls.indexOf(call))
    .filter(({ work }) => work === producer);
  const later = first.calls.find(({ work }) => work === producer);
  const name = path.facts?.kind === "path" ? (path.facts.name ?? "") : "";
  const values = {
    path: name,
    producer: graphName(producer) ?? "",
    consumer: graphName(call.work) ?? "",
  };
  const related = relatedTo(earlier[0] ?? later, { producer, awaited: earlier.length === 0 });
  const span = handover.call ? handover.span : call.span;
  interpreter.sink.report(
    pathReadBeforeWrite(span, values, {
      related,
      fix: awaitFix(interpreter, earlier[0], producer),
    }),
  );
}

function relatedTo(
  call: CallRecord | undefined,
  { producer, awaited }: { readonly producer: HeapObject; readonly awaited: boolean },
) {
  if (call === undefined) return [];
  const name = graphName(producer) ?? "";
  return [
    {
      span: call.span,
      message: awaited
        ? `\`${name}\` is called only here`
        : `\`${name}\` is called here, and not awaited`,
    },
  ];
}

/** Called before but not awaited: the one word that is missing. */
function awaitFix(
  interpreter: Interpreter,
  call: CallRecord | undefined,
  producer: HeapObject,
): Fix | undefined {
  if (call === undefined || call.awaited || !/\.run\s*\(/u.test(textAt(interpreter, call.span)))
    return undefined;
  const { start } = call.span;
  const before: Span = { ...call.span, start: Math.max(0, start - "void ".length), end: start };
  const span = textAt(interpreter, before) === "void " ? before : { ...before, start };
  return {
    title: `Await \`${graphName(producer) ?? ""}\` first`,
    edits: [{ span, text: "await " }],
  };
}
