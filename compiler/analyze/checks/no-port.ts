import { serviceNoPort } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { get } from "../member.ts";

/** `this.port` of a work that declares none throws where it is read. */
export function checkNoPort(interpreter: Interpreter, work: HeapObject, span: Span): void {
  const place = `port ${span.file} ${span.start}`;
  const { explained } = interpreter;
  if (interpreter.quiet > 0 || explained.has(place) || declaresPort(interpreter, work)) return;
  explained.add(place);
  const values = { what: "`this.port`", work: graphName(work) ?? "work" };
  interpreter.sink.report(serviceNoPort(span, values));
}

/** Also where it is not known whether it does. */
function declaresPort(interpreter: Interpreter, { facts, span }: HeapObject): boolean {
  if (facts?.kind !== "work") return true;
  if (facts.options.kind === "known") return false;
  const port = get(interpreter, facts.options, { key: "port", span });
  return port.kind !== "known" || port.value !== undefined;
}
