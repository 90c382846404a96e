import { flowLayoutActs } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";

/** `configureLayout()` looks and does nothing: it runs whenever something has changed. */
export function checkLayoutActs(
  { sink, phase, quiet, explained }: Interpreter,
  target: HeapObject,
  {
    span,
    ...act
  }: { readonly span: Span } & ({ readonly method: string } | { readonly field: string }),
): void {
  const place = `layout ${span.file} ${span.start}`;
  if (quiet > 0 || explained.has(place)) return;
  explained.add(place);
  const what =
    "method" in act
      ? `calls \`${graphName(target) ?? "work"}.${act.method}()\``
      : `writes \`${act.field}\``;
  sink.report(
    flowLayoutActs(span, { flow: (phase.flow && graphName(phase.flow)) ?? "root", what }),
  );
}
