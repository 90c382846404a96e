import { flowLayoutActs } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";

/** `configureLayout()` looks and does nothing: it runs whenever something has changed. */
export function checkLayoutActs(
  { sink, phase, quiet }: Interpreter,
  target: HeapObject,
  {
    span,
    ...act
  }: { readonly span: Span } & ({ readonly method: string } | { readonly field: string }),
): void {
  if (quiet > 0) return;
  const what =
    "method" in act
      ? `calls \`${graphName(target) ?? "work"}.${act.method}()\``
      : `writes \`${act.field}\``;
  sink.report(
    flowLayoutActs(span, { flow: (phase.flow && graphName(phase.flow)) ?? "root", what }),
  );
}
