import type { Span } from "#source/span.ts";
import type { Compute } from "./compute.ts";
import type { ClassReference, ComponentId, ComponentName } from "./graph.ts";

/** A ComponentMap: works or flows made in `run()`, at most `max` of them, one pool of machines. */
export interface ComponentMap {
  readonly kind: "map";
  readonly name: ComponentName;
  readonly id: ComponentId;
  /** Names that stacks may still know it by, from the lock. */
  readonly formerly?: readonly ComponentName[] | undefined;
  readonly span: Span;
  readonly parent?: ComponentName | undefined;
  readonly max: number;
  readonly elements: readonly MapElement[];
}

/** One `create(key, Class, …)` site. */
export interface MapElement {
  readonly class: ClassReference;
  /** `null` where the key is computed. */
  readonly key: string | null;
  readonly span: Span;
  readonly compute: Compute;
  readonly port: number | null;
  /** What an element flow owns in turn, as names below the element. */
  readonly components: readonly ComponentName[];
}
