import type { Span } from "#source/span.ts";
import type { ClassReference, ComponentId, ComponentName } from "./graph.ts";

/** A control loop on the controller. It owns works and flows as public fields. */
export interface Flow {
  readonly kind: "flow";
  readonly name: ComponentName;
  readonly id: ComponentId;
  /** Names that stacks may still know it by, from the lock. */
  readonly formerly?: readonly ComponentName[] | undefined;
  readonly class: ClassReference;
  readonly span: Span;
  readonly classSpan: Span;
  readonly parent?: ComponentName | undefined;
}
