import type { LockedRequirements } from "#protocol/requirements.ts";
import type { WorkSettings } from "#protocol/settings.ts";
import type { Encoded } from "#protocol/value.ts";
import type { Span } from "#source/span.ts";
import type { Compute } from "./compute.ts";
import type { Expectation } from "./expectation.ts";
import type { ClassReference, ComponentId, ComponentName } from "./graph.ts";

/** A long-running component with a machine (or a share of one) of its own. */
export interface Work {
  readonly kind: "work";
  readonly name: ComponentName;
  readonly id: ComponentId;
  /** Names that stacks may still know it by, from the lock. */
  readonly formerly?: readonly ComponentName[] | undefined;
  readonly class: ClassReference;
  /** Where it is constructed. */
  readonly span: Span;
  /** Where its class is declared. */
  readonly classSpan: Span;
  /** The owning flow or map; absent on a bare root. */
  readonly parent?: ComponentName | undefined;
  /** What `new Class(...)` gets again in the work's own process. */
  readonly arguments: readonly Encoded[];
  readonly settings: WorkSettings;
  readonly compute: Compute;
  /** The declared port and where; `0` means any free one locally, fixed by the compiler when deployed. */
  readonly port?: { readonly number: number; readonly span: Span } | undefined;
  /** Only on PythonScript and its kin. */
  readonly python?: PythonEntry | undefined;
  /** Its requirements as the lock beside the app has them; absent where it has not. */
  readonly locked?: LockedRequirements | undefined;
  /** Only where there is any. */
  readonly expects?: readonly Expectation[] | undefined;
}

export interface PythonEntry {
  /** Relative to the app's folder. */
  readonly script: string;
  readonly scriptSpan: Span;
  /** As written: `["fastapi", "uvicorn"]`. */
  readonly requirements: readonly string[];
}
