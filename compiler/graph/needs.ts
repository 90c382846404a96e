import type { Span } from "#source/span.ts";
import type { ComponentName } from "./graph.ts";

/** A `secret(name)` and who may read it. */
export interface SecretUse {
  readonly name: string;
  readonly works: readonly ComponentName[];
  readonly span: Span;
}

/** A `config.*` value, read once per launch. */
export interface ConfigValue {
  readonly name: string;
  readonly type: "string" | "number" | "boolean" | "oneOf";
  readonly values?: readonly string[] | undefined;
  readonly fallback?: string | number | boolean | undefined;
  readonly span: Span;
}

/** An `every` or `schedule` of a flow. */
export interface Schedule {
  readonly flow: ComponentName;
  readonly cron: string;
  readonly timezone: string;
  readonly span: Span;
}

/** A `Drive(name)` and the works that hold it. */
export interface DriveUse {
  readonly name: string;
  readonly works: readonly ComponentName[];
  readonly span: Span;
}

/** A project file or folder that travels with a work's bundle: `asset()`, a script. */
export interface AssetUse {
  /** Relative to the app's folder. */
  readonly path: string;
  /** None where it is not known who uses it: it travels with every bundle that holds the module which names it. */
  readonly works: readonly ComponentName[];
  readonly span: Span;
}
