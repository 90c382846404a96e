import type { Span } from "#source/span.ts";
import type { ComponentName } from "./graph.ts";

/** `consumer` may be handed this Path by some execution. */
export interface DataEdge {
  /** The Path's name, `source.boringFile`. */
  readonly path: string;
  readonly consumer: ComponentName;
  /** The expression that hands it over. */
  readonly span: Span;
}

/** One place in a flow that calls a work's `run`, `start` or `again().run`. */
export interface Call {
  readonly flow: ComponentName;
  readonly work: ComponentName;
  readonly awaited: boolean;
  readonly span: Span;
}

/** A call of the first is over before any call of the second can begin. */
export type OrderEdge = readonly [before: ComponentName, after: ComponentName];
