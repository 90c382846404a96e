/**
 * Explain: why the app, and the program made of it, are as they are, told as data. It follows what earlier
 * phases have noted (places in the graph, the analysis's record of values, the plan's origins) and decides
 * nothing; the command line tells it.
 */
import type { Provenance } from "#analyze/provenance.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Plan } from "#plan/plan.ts";
import type { Span } from "#source/span.ts";

export interface Story {
  readonly kind: "component" | "value" | "path" | "resource" | "permission";
  /** What was asked for, by its full name. */
  readonly name: string;
  /** One sentence: `serve.port` is 1111. */
  readonly title: string;
  /** From what is asked about back to the source that decided it. */
  readonly steps: readonly Step[];
}

export interface Step {
  /** A clause: "written here". */
  readonly text: string;
  readonly span?: Span | undefined;
}

/** All there is to tell from. */
export interface Told {
  readonly graph: AppGraph;
  readonly plan: Plan;
  readonly provenance: Provenance;
}

export const step = (text: string, span?: Span): Step => (span ? { text, span } : { text });
