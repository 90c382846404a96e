import type { Span } from "#source/span.ts";

/** What a work's code takes for granted of its machine, as far as that is plain; whether it has it, a provider knows. */
export type Expectation = Processes | Model | Fabric;

/** A launcher (`torchrun`, `accelerate`) starts so many processes, one for each GPU. */
export interface Processes {
  readonly kind: "processes";
  readonly launcher: string;
  readonly count: number;
  /** On each node, or on all together. */
  readonly per: "node" | "all";
  readonly span: Span;
  /** The number itself, where it is written out. */
  readonly digits?: Span | undefined;
}

/** Weights that are downloaded to the machine's disk. */
export interface Model {
  readonly kind: "model";
  /** As the hub names it: `meta-llama/Llama-3.1-70B`. */
  readonly name: string;
  /** Billions, by its name. */
  readonly parameters: number;
  readonly span: Span;
}

/** Data between nodes that goes over EFA. */
export interface Fabric {
  readonly kind: "fabric";
  /** The variable that says so. */
  readonly variable: string;
  readonly span: Span;
}
