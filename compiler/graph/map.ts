import type { LockedRequirements } from "#protocol/requirements.ts";
import type { WorkSettings } from "#protocol/settings.ts";
import type { Span } from "#source/span.ts";
import type { Compute } from "./compute.ts";
import type { ClassReference, ComponentId, ComponentName } from "./graph.ts";
import type { PythonEntry } from "./work.ts";

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

export interface RunClass {
  readonly class: ClassReference;
  readonly compute: Compute;
  readonly port: number | null;
  /** It runs in a container of this image. */
  readonly image?: string | undefined;
  /** Only on PythonScript and its kin. */
  readonly python?: PythonEntry | undefined;
  /** Only where it asks for any of it. */
  readonly build?: Pick<WorkSettings["build"], "requirements" | "python"> | undefined;
  /** Its requirements as the lock beside the app has them; absent where it has not. */
  readonly locked?: LockedRequirements | undefined;
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
  /** Whose instances get a process of their own: the element's class, or those of the works it owns. */
  readonly runs: readonly RunClass[];
}
