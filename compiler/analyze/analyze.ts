/**
 * Analyze: what the app's source says, as the app graph. It evaluates the construction and follows `run()`,
 * `configureLayout()` and the works' bodies abstractly, never executing user code; it knows no cloud, and
 * from here on nobody looks at source text again.
 */
import { analysisGaveUp, appNoDefaultExport, moduleNotFound } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import { graphVersion } from "#graph/graph.ts";
import type { Lock } from "#graph/identity.ts";
import type { KeptModules } from "#parse/module.ts";
import type { FileHost } from "#source/host.ts";
import type { Span } from "#source/span.ts";
import { appNode, rootOf } from "./app-node.ts";
import { globals } from "./builtins/globals.ts";
import { runChecks } from "./checks/checks.ts";
import { collectComponents, type Found } from "./collect.ts";
import { callsOf, dataEdges, handovers, handoversInMaps, orderOf } from "./edges.ts";
import { elementWorks } from "./element-works.ts";
import { withExpectations } from "./expects/expects.ts";
import { followFlow, followUncalled } from "./follow.ts";
import type { HeapObject } from "./heap.ts";
import { identified } from "./identified.ts";
import { type Interpreter, interpreter as newInterpreter, outOfFuel } from "./interpreter.ts";
import { language } from "./language.ts";
import { loadModule } from "./module.ts";
import { moduleExport } from "./module-export.ts";
import {
  assetUses,
  configValues,
  driveUses,
  nameElements,
  schedulesOf,
  secretUses,
} from "./needs.ts";
import { componentNode } from "./nodes.ts";
import { nameFields, pathNodes } from "./path-node.ts";
import { nameValues, observed, type Provenance } from "./provenance.ts";
import { relativeTo } from "./relative.ts";
import { type DeclaredAssets, type DeclaredConfig, sdkModules } from "./sdk.ts";
import { collectTabs } from "./tab.ts";
import { newTrace } from "./trace.ts";

export interface AnalyzeOptions {
  /** Absolute, forward slashes. */
  readonly entry: string;
  /** The app's folder: what spans and assets are relative to. */
  readonly directory: string;
  /** `[a-z0-9-]`: of stacks and directories. */
  readonly name: string;
  readonly lock: Lock;
  readonly host: FileHost;
  readonly sink: Sink;
  /** What was parsed before, and is not parsed again while its text is the same. */
  readonly kept?: KeptModules | undefined;
  /** Steps that it may take. @default what `limits.ts` says */
  readonly fuel?: number | undefined;
  /** Where each value comes from is noted here, for who asks. */
  readonly provenance?: Provenance | undefined;
}

export interface Analysis {
  readonly graph: AppGraph;
  /** With an id for everything in the graph. */
  readonly lock: Lock;
}

/** The app's graph, or `undefined` where there is no app to speak of; problems go to the sink. */
export function analyze(options: AnalyzeOptions): Analysis | undefined {
  const config: DeclaredConfig = new Map();
  const assets: DeclaredAssets = new Map();
  const interpreter = interpreterFor(options, { config, assets });
  const app = evaluateEntry(interpreter, options);
  const root = app && rootOf(interpreter, app, options);
  if (!app || !root) return undefined;

  const constructed = collectComponents(interpreter, root);
  nameAll(constructed);
  const followed =
    root.facts?.kind === "flow"
      ? followFlow(interpreter, root)
      : { first: newTrace(), every: newTrace() };
  nameElements(constructed);
  const works = worksOf(interpreter, constructed);
  followUncalled(interpreter, works, followed.every);

  const handed = handovers(followed.every, works);
  const components = constructed.flatMap((found) => componentNode(interpreter, found) ?? []);
  const paths = onePerName(works.flatMap((work) => pathNodes(interpreter, work, pathsMade(work))));
  for (const { path, span } of interpreter.inputs) if (!assets.has(path)) assets.set(path, span);
  const parts = {
    app: appNode(interpreter, app, { root, options }),
    edges: dataEdges([...handed, ...handoversInMaps(followed.every)]),
    calls: callsOf(followed.every),
    order: orderOf(followed.every, interpreter.called.works),
    tabs: collectTabs(interpreter, root),
    secrets: secretUses(works, followed.every),
    config: configValues(config),
    schedules: schedulesOf(interpreter, followed.every),
    drives: driveUses(works, followed.every),
    assets: assetUses(components, works, assets),
  };
  if (options.provenance) nameValues(options.provenance, constructed);
  const { lock, ...named } = identified({ components, paths }, options.lock);
  reportGivenUp(interpreter, root.span);
  const graph: AppGraph = { version: graphVersion, ...named, ...parts };
  const objects = constructed.map(({ object }) => object);
  const elements = elementWorks(interpreter, works);
  const picture = { graph, followed, handed, works, elements, constructed: objects };
  runChecks(interpreter, picture);
  return { graph: withExpectations(interpreter, picture), lock };
}

function interpreterFor(
  { host, sink, directory, kept, provenance, fuel }: AnalyzeOptions,
  { config, assets }: { readonly config: DeclaredConfig; readonly assets: DeclaredAssets },
): Interpreter {
  const context = { host, sink, relativize: relativeTo(directory), kept };
  const loader = { context, sdk: sdkModules(config, assets), modules: new Map() };
  return newInterpreter({
    sink,
    loader,
    globals: globals(),
    semantics: provenance ? observed(language, provenance) : language,
    files: host,
    folder: directory,
    fuel,
  });
}

/** The value of the entry's default export, if it is an App. */
function evaluateEntry(
  interpreter: Interpreter,
  { entry, directory, sink }: AnalyzeOptions,
): HeapObject | undefined {
  const file = relativeTo(directory)(entry);
  if (!interpreter.files.isFile(entry)) {
    sink.report(
      moduleNotFound(undefined, { file, hint: "Name the file whose default export is the app." }),
    );
    return undefined;
  }
  const module = loadModule(interpreter, entry);
  if (module === undefined) return undefined;
  const value = moduleExport(interpreter, module, { name: "default", span: module.start });
  if (value?.kind === "object" && value.facts?.kind === "app") return value;
  if (value?.kind === "unknown" && value.reported) return undefined;
  if (interpreter.gaveUp) {
    reportGivenUp(interpreter, module.start);
    return undefined;
  }
  const reason =
    value === undefined
      ? "it has no default export"
      : value.kind === "unknown"
        ? `what it exports is not known: ${value.reason}`
        : "its default export is not an `App`";
  const span =
    value === undefined
      ? { ...module.start, end: 0 }
      : value.kind === "unknown"
        ? value.because
        : value.span;
  sink.report(appNoDefaultExport(span, { file, reason }));
  return undefined;
}

/** A graph with a hole in it says so. */
function reportGivenUp(interpreter: Interpreter, root: Span): void {
  if (interpreter.fuel < 1) outOfFuel(interpreter, root);
  const { gaveUp, sink } = interpreter;
  if (gaveUp) sink.report(analysisGaveUp(gaveUp.span ?? root, { reason: gaveUp.reason }));
}

function nameAll(constructed: readonly Found[]): void {
  for (const { object, name } of constructed)
    if (object.facts?.kind === "work") nameFields(object, name);
}

/** Works with a name of their own, then those that maps make. */
function worksOf(interpreter: Interpreter, constructed: readonly Found[]): readonly HeapObject[] {
  const own = constructed.flatMap(({ object }) => (object.facts?.kind === "work" ? [object] : []));
  const inMaps = interpreter.components.filter(
    ({ facts }) => facts?.kind === "work" && facts.map !== undefined,
  );
  return [...own, ...inMaps.filter((work) => !own.includes(work))];
}

/** Elements of one map share their Paths' names. */
const onePerName = <Node extends { readonly name: string }>(nodes: readonly Node[]) =>
  [...new Map(nodes.toReversed().map((node) => [node.name, node])).values()].reverse();

function pathsMade(work: HeapObject): readonly HeapObject[] {
  const seen = new Set<HeapObject>();
  const visit = (object: HeapObject): void => {
    for (const slot of object.slots.entries.values()) {
      if (slot.kind !== "object" || seen.has(slot)) continue;
      seen.add(slot);
      const { facts, body } = slot;
      if (!facts && (body.kind === "record" || body.kind === "array")) visit(slot);
    }
  };
  visit(work);
  return [...seen].filter(({ facts }) => facts?.kind === "path");
}
