/**
 * The app graph: what the source says, and nothing a cloud would add. Analyze builds it; from there on
 * nobody looks at source text again. It is plain readonly data that survives JSON, is versioned, and
 * belongs to no phase: this room imports source positions and the values that a manifest carries, no more.
 */
import type { Span } from "#source/span.ts";
import type { Compute } from "./compute.ts";
import type { Call, DataEdge, OrderEdge } from "./edge.ts";
import type { Flow } from "./flow.ts";
import type { ComponentMap } from "./map.ts";
import type { AssetUse, ConfigValue, DriveUse, Schedule, SecretUse } from "./needs.ts";
import type { PathNode } from "./path.ts";
import type { Tab } from "./tab.ts";
import type { Work } from "./work.ts";

export const graphVersion = 1;

/** Field names joined by dots below the root (`models.low`, `workers.0`); the root itself is `root`. */
export type ComponentName = string;

/** Short, immutable, from the lock: everything physical is named by it (DESIGN: identity). */
export type ComponentId = string;

/** `app.ts#ServeFile`: the module that binds the class at top level, and the binding. */
export type ClassReference = string;

/** What `new App(root, options)` says. */
export interface AppNode {
  /** `[a-z0-9-]`, names stacks and directories: from thunderhead.config.ts, else the app's folder. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** The entry, relative to the app's folder. */
  readonly file: string;
  readonly span: Span;
  readonly flowCompute?: Compute | undefined;
}

export type Component = Flow | Work | ComponentMap;

export interface AppGraph {
  readonly version: typeof graphVersion;
  readonly app: AppNode;
  /** In construction order, parents before children; the first is `root`. */
  readonly components: readonly Component[];
  readonly paths: readonly PathNode[];
  /** Paths that the lock knows and the source has no more: what they published may still be stored. */
  readonly formerPaths?: readonly string[];
  /** Complete: whatever an execution can pass, the graph has. IAM rests on it. */
  readonly edges: readonly DataEdge[];
  readonly calls: readonly Call[];
  readonly order: readonly OrderEdge[];
  readonly tabs: readonly Tab[];
  readonly secrets: readonly SecretUse[];
  readonly config: readonly ConfigValue[];
  readonly schedules: readonly Schedule[];
  readonly drives: readonly DriveUse[];
  readonly assets: readonly AssetUse[];
}

export const works = (graph: AppGraph): readonly Work[] =>
  graph.components.filter((component) => component.kind === "work");
