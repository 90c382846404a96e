/**
 * Lower: app graph + provider → plan. It hands every node of the graph to the provider's table, puts the
 * pieces of each file together, orders files and statements so that each stands after what it needs, and
 * gives every variable its name. The provider decides what exists; this room knows no cloud and writes no
 * text.
 */
import type { Sink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import { works } from "#graph/graph.ts";
import { machineGroups } from "#graph/machine-group.ts";
import type { Plan } from "#plan/plan.ts";
import { isCall, planVersion } from "#plan/plan.ts";
import type {
  BundleNode,
  Fragment,
  LoweringContext,
  NodeKind,
  NodeKinds,
  Provider,
} from "#plan/provider.ts";
import type { Span } from "#source/span.ts";
import { componentFiles } from "./components.ts";
import { withEntry } from "./entry.ts";
import { identifiersFor } from "./identifiers.ts";
import { mergeFragments } from "./merge.ts";
import { inOrder } from "./order.ts";

export interface LowerOptions<Options> {
  /** The provider's, defaults filled in. */
  readonly options: Options;
  readonly sink: Sink;
  /** `app.ts:7`, for comments. */
  readonly place: (span: Span) => string;
}

/** The whole program as data. Where the sink has heard of errors, the plan is not worth printing. */
export function lower<Options>(
  graph: AppGraph,
  provider: Provider<Options>,
  given: LowerOptions<Options>,
): Plan {
  const context: LoweringContext<Options> = { graph, ...given };
  provider.check(graph, given.options, given.sink);
  const nodes = nodesOf(graph);
  const fragments = kinds.flatMap((kind) => lowerKind(kind, { nodes, provider, context }));
  const files = withEntry(inOrder(mergeFragments(fragments)));
  const plan: Plan = {
    version: planVersion,
    target: provider.name,
    files,
    identifiers: identifiersFor(files),
    components: componentFiles(files, provider.program),
    project: provider.project(graph, given.options),
  };
  provider.checkPlan?.(plan, context);
  return plan;
}

/** The order in which nodes are lowered, so the order of reading where nothing else decides. */
const kinds = [
  "app",
  "path",
  "drive",
  "flow",
  "service",
  "machineGroup",
  "map",
  "bundle",
  "mount",
  "secret",
] as const satisfies readonly NodeKind[];

type Nodes = { readonly [Kind in NodeKind]: readonly NodeKinds[Kind][] };

function nodesOf(graph: AppGraph): Nodes {
  return {
    app: [graph.app],
    flow: graph.components.filter((component) => component.kind === "flow"),
    machineGroup: machineGroups(graph),
    map: graph.components.filter((component) => component.kind === "map"),
    path: graph.paths,
    service: works(graph).filter(({ port }) => port !== undefined),
    bundle: bundleNodes(graph),
    drive: graph.drives,
    mount: works(graph).flatMap(({ compute }) => compute.mounts),
    secret: graph.secrets,
  };
}

const bundleNodes = (graph: AppGraph): readonly BundleNode[] => [
  ...graph.components.slice(0, 1).map(({ id }) => ({ kind: "flow" as const, id })),
  ...works(graph).map(({ id }) => ({ kind: "work" as const, id })),
];

function lowerKind<Kind extends NodeKind, Options>(
  kind: Kind,
  {
    nodes,
    provider,
    context,
  }: {
    readonly nodes: Nodes;
    readonly provider: Provider<Options>;
    readonly context: LoweringContext<Options>;
  },
): readonly Fragment[] {
  const lowering = provider.lower[kind];
  return nodes[kind].flatMap((node) => {
    if (typeof lowering === "function")
      return lowering(node, context).map((fragment) => ruledBy(kind, fragment));
    context.sink.report(lowering.unsupported(node));
    return [];
  });
}

/** What is made says of which kind of node. */
const ruledBy = (rule: NodeKind, { statements, ...file }: Fragment): Fragment => ({
  ...file,
  statements: statements.map((one) =>
    isCall(one) ? { ...one, origin: { ...one.origin, rule } } : one,
  ),
});
