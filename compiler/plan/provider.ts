import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Mount } from "#graph/compute.ts";
import type { Flow } from "#graph/flow.ts";
import type { AppGraph, AppNode, ComponentId } from "#graph/graph.ts";
import type { MachineGroup } from "#graph/machine-group.ts";
import type { ComponentMap } from "#graph/map.ts";
import type { DriveUse, SecretUse } from "#graph/needs.ts";
import type { PathNode } from "#graph/path.ts";
import type { Work } from "#graph/work.ts";
import type { Span } from "#source/span.ts";
import type { Plan, PlanFile, Project } from "./plan.ts";
import type { ReviewTable } from "./review.ts";

/** Every kind of node a provider must lower, or refuse by name. */
export interface NodeKinds {
  readonly app: AppNode;
  readonly flow: Flow;
  readonly machineGroup: MachineGroup;
  /** Components made in `run()`. */
  readonly map: ComponentMap;
  readonly path: PathNode;
  /** A work's exposed port. */
  readonly service: Work;
  readonly bundle: BundleNode;
  readonly drive: DriveUse;
  readonly mount: Mount;
  readonly secret: SecretUse;
}
export type NodeKind = keyof NodeKinds;

/**
 * Code that some machine runs. Which archive that is, the program reads from the manifest when it runs: new
 * code is no new plan.
 */
export interface BundleNode {
  readonly kind: "flow" | "work";
  /** Of the work; the root flow's bundle is the whole app's. */
  readonly id: ComponentId;
}

/**
 * Pieces of files. `compiler/lower` merges those of one file; two nodes that both need a thing (the volume)
 * both answer with it, and the first stands.
 */
export type Fragment = PlanFile;

export interface LoweringContext<Options> {
  readonly graph: AppGraph;
  readonly options: Options;
  readonly sink: Sink;
  /** `app.ts:7`, as comments and origins print it. */
  readonly place: (span: Span) => string;
}

export type Lowering<Node, Options> = (
  node: Node,
  context: LoweringContext<Options>,
) => readonly Fragment[];

/** This provider has no such thing; the diagnostic says where the app asks for it, and who has. */
export interface Unsupported<Node> {
  readonly unsupported: (node: Node) => Diagnostic;
}

export type LoweringTable<Options> = {
  readonly [Kind in NodeKind]: Lowering<NodeKinds[Kind], Options> | Unsupported<NodeKinds[Kind]>;
};

/** One deployment target. Adding a provider touches nothing in `compiler/`. */
export interface Provider<Options = unknown> {
  readonly name: string;
  /** Reads `thunderhead.config.ts`'s section; reports what is wrong and answers with defaults filled in. */
  readonly options: (input: unknown, sink: Sink) => Options;
  /** Problems that need no lowering: unknown computes, quotas. */
  readonly check: (graph: AppGraph, options: Options, sink: Sink) => void;
  readonly lower: LoweringTable<Options>;
  /** Problems that only the whole plan shows: what is too much in sum. */
  readonly checkPlan?: (plan: Plan, context: Omit<LoweringContext<Options>, "place">) => void;
  /** Program components by file name in infra/, copied verbatim when a call imports them. */
  readonly program: Readonly<Record<string, ProgramComponent>>;
  readonly project: (graph: AppGraph, options: Options) => Project;
  /** What would exist and cost, in a few lines for a person. */
  readonly summary: (graph: AppGraph, options: Options) => readonly SummaryLine[];
  /** What machines come up with before any code of the app; absent where images hold all of it. Nothing where some of it cannot be had. */
  readonly boot?: (graph: AppGraph, options: Options, sink: Sink) => readonly BootFile[];
  /** What its resources are, for `diff`; loaded when a review needs it. */
  readonly review: () => Promise<ReviewTable>;
}

/** One file of `bundles/boot/`: a text, or what lies at `source` (absolute) and never changes under its name. */
export type BootFile = { readonly name: string } & (
  | { readonly text: string }
  | { readonly source: string }
);

export interface SummaryLine {
  /** `machines`, `services`, `standing`; empty where the line goes on with the one before. */
  readonly label: string;
  readonly text: string;
}

export interface ProgramComponent {
  /** Absolute. */
  readonly source: string;
  /** Components that it imports in turn, as names of this table. */
  readonly needs: readonly string[];
}
