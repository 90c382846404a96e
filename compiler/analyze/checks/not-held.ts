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
  const traces = [...new Set([followed.first, followed.every])];
  const loose = traces.flatMap(({ calls }) =>
    calls.filter(({ work }) => graphName(work) === undefined),
  );
  if (loose.length === 0) return;
  // Where it is not known which components a field has, that is what is wrong.
  const perhaps = new Set(constructed.flatMap(perhapsHeld));
  const made = new Set(traces.flatMap((trace) => trace.made.map(({ object }) => object)));
  const wrong = loose.filter(({ work }) => !made.has(work) && !perhaps.has(work));
  const bySite = Map.groupBy(wrong, ({ span }) => `${span.file} ${span.start}`);
  for (const [call] of bySite.values()) if (call) report(interpreter, call);
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
