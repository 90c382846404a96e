import { workNotHeld } from "#diagnostics/catalogue.gen.ts";
import { className } from "../class-reference.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import type { CallRecord } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** A work that a tick runs and nobody has collected; of one that the tick makes itself, that is what is wrong. */
export function checkHeld(interpreter: Interpreter, { followed }: Picture): void {
  // Where it is not known which components there are, it may be one of those.
  if (interpreter.explained.size > 0) return;
  const told = new Set<string>();
  for (const trace of new Set([followed.first, followed.every])) {
    const made = new Set(trace.made.map(({ object }) => object));
    for (const call of trace.calls) {
      const place = `${call.span.file} ${call.span.start}`;
      if (graphName(call.work) !== undefined || made.has(call.work) || told.has(place)) continue;
      told.add(place);
      report(interpreter, call);
    }
  }
}

function report({ sink }: Interpreter, { work, flow, span }: CallRecord): void {
  const { facts } = work;
  const making = facts?.kind === "work" ? facts.making : undefined;
  const values = {
    class: making ? className(making.type) : "work",
    flow: graphName(flow) ?? "root",
  };
  const related = making ? [{ span: making.span, message: "it is made here" }] : [];
  sink.report(workNotHeld(span, values, { related }));
}
