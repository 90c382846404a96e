import type { Span } from "#source/span.ts";
import type { ComponentId, ComponentName } from "./graph.ts";

/** A `Path` field of a work: what it makes, named by reference everywhere else. */
export interface PathNode {
  /** `source.boringFile`: the producer's name and the field. */
  readonly name: string;
  readonly id: ComponentId;
  readonly producer: ComponentName;
  readonly field: string;
  /** As given, normalised: `boring_file.txt`. */
  readonly path: string;
  /** Versions kept; default 3. */
  readonly keep: number | "all";
  readonly verify: "full" | "size";
  readonly span: Span;
}
