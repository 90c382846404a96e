import { serviceNoPort } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { optionOf } from "../option.ts";

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
function declaresPort(interpreter: Interpreter, { facts }: HeapObject): boolean {
  if (facts?.kind !== "work") return true;
  const port = optionOf(interpreter, facts.options, "port");
  return port.kind !== "known" || port.value !== undefined;
}
