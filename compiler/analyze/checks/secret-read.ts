import { secretInFlow } from "#diagnostics/catalogue.gen.ts";
import type { Span } from "#source/span.ts";
import { graphName } from "../edges.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Phase } from "../phase.ts";

/** Only the process of a work may know what a secret is. */
export function checkSecretRead({ sink, phase, quiet }: Interpreter, span: Span): void {
  const where = quiet > 0 ? undefined : whereRead(phase);
  if (where !== undefined) sink.report(secretInFlow(span, { where }));
}

function whereRead({ kind, flow }: Phase): string | undefined {
  const name = `\`${(flow && graphName(flow)) ?? "root"}\``;
  if (kind === "work") return undefined;
  if (kind === "construct" || kind === "constant") return "while the app is constructed";
  return kind === "layout" ? `in the layout of ${name}` : "by a flow";
}
