import { workNotHeld } from "#diagnostics/catalogue.gen.ts";
import { className } from "../class-reference.ts";
import { graphName, reachable } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { enumerable } from "../own.ts";
import type { CallRecord } from "../trace.ts";
import type { Picture } from "./checks.ts";

/** A work that a tick runs and nobody has collected; of one that the tick makes itself, that is what is wrong. */
export function checkHeld(interpreter: Interpreter, { followed, constructed }: Picture): void {
  const told = new Set<string>();
  // Where it is not known which components a field has, that is what is wrong.
  const perhaps = new Set(constructed.flatMap(perhapsHeld));
  for (const trace of new Set([followed.first, followed.every])) {
    const made = new Set(trace.made.map(({ object }) => object));
    for (const call of trace.calls) {
      const place = `${call.span.file} ${call.span.start}`;
      if (graphName(call.work) !== undefined || told.has(place)) continue;
      if (made.has(call.work) || perhaps.has(call.work)) continue;
      told.add(place);
      report(interpreter, call);
    }
  }
}

const perhapsHeld = (component: HeapObject): readonly HeapObject[] =>
  component.facts?.kind === "flow"
    ? enumerable(component).flatMap(([, slot]) =>
        slot.kind === "accessor" ? [] : reachable(slot, ["work"]),
      )
    : [];

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
