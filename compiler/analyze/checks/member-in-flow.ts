import { workAsyncMethod, workMemberInFlow } from "#diagnostics/catalogue.gen.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { type Access, findSlot } from "../member.ts";

/** The framework's members that only a work's own process has. */
const insideOnly: ReadonlySet<string> = new Set([
  "host",
  "internalUrl",
  "signal",
  "attempt",
  "callId",
  "node",
  "exec",
]);

/** Of a work's own methods, a flow may use those that answer at once: getters and plain functions. */
export function checkForeignMember(
  { sink, quiet, explained }: Interpreter,
  work: HeapObject,
  { key, span }: Access,
): void {
  // Works of one array are met by the same expression: one mistake, told of the first.
  const place = `${key} ${span.file} ${span.start}`;
  if (quiet > 0 || explained.has(place)) return;
  const name = graphName(work) ?? "work";
  if (insideOnly.has(key)) {
    explained.add(place);
    sink.report(workMemberInFlow(span, { work: name, member: key }));
    return;
  }
  const slot = key === "run" ? undefined : findSlot(work, key);
  if (slot?.kind !== "object" || slot.body.kind !== "closure" || !slot.body.code.async) return;
  explained.add(place);
  sink.report(workAsyncMethod(span, { work: name, method: key }));
}
