import { computeUnknown } from "#diagnostics/catalogue.gen.ts";
import type { Fix } from "#diagnostics/diagnostic.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Compute } from "#graph/compute.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import { choose } from "../catalogue/request.ts";

/** Every compute that the app names is something AWS sells. */
export function checkComputes(graph: AppGraph, _options: unknown, sink: Sink): void {
  const { flowCompute } = graph.app;
  const asked = works(graph).map(({ compute }) => compute);
  for (const compute of flowCompute ? [flowCompute, ...asked] : asked) checkCompute(compute, sink);
}

function checkCompute(compute: Compute, sink: Sink): void {
  const choice = choose(compute.name);
  if (choice.kind === "found") return;
  const { name, nearest, instead } = choice;
  const fix = instead === undefined ? undefined : replaceName(compute, instead);
  sink.report(computeUnknown(compute.span, { name, nearest }, { fix }));
}

/** Only where the name stands alone: which of several alternatives a span means is not known here. */
function replaceName({ name, span }: Compute, instead: string): Fix | undefined {
  if (typeof name !== "string") return undefined;
  return {
    title: `Ask for ${instead}`,
    edits: [{ span, text: JSON.stringify(instead) }],
  };
}
