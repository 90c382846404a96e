/**
 * The compiler: an app's source in, a program that somebody can read and own out. Four steps, each with a
 * typed answer; problems go into the app's sink, and a step that cannot go on answers `undefined`. Nothing
 * here reads a command line, prints, or writes a file.
 */
import { analyze } from "#analyze/analyze.ts";
import type { Provenance } from "#analyze/provenance.ts";
import { type CollectingSink, InternalError, type Sink } from "#diagnostics/sink.ts";
import { bundle } from "#emit/bundle.ts";
import type { Bundle } from "#emit/bundle-files.ts";
import { warmBundler } from "#emit/bundler.ts";
import { manifest } from "#emit/manifest.ts";
import { emitProgram, type ProgramFile } from "#emit/program.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Lock } from "#graph/identity.ts";
import { type RequirementsLock, requirementsLock, withLocked } from "#graph/requirements.ts";
import { checkLocked } from "#lower/check-locked.ts";
import { type LowerOptions, lower } from "#lower/lower.ts";
import type { KeptModules } from "#parse/module.ts";
import type { Plan } from "#plan/plan.ts";
import type { BootFile, Provider, SummaryLine } from "#plan/provider.ts";
import type { ReviewTable } from "#plan/review.ts";
import type { Manifest } from "#protocol/manifest.ts";
import { parseLocked } from "#protocol/requirements.ts";
import type { FileHost } from "#source/host.ts";
import { positionAt, type SourceText, type Span, sourceText } from "#source/span.ts";

/** What is compiled, and where its files and problems go. */
export interface App {
  /** Absolute, forward slashes. */
  readonly entry: string;
  readonly directory: string;
  /** `[a-z0-9-]`: of the project, its stacks and directories. */
  readonly name: string;
  /** The ids given so far. */
  readonly lock: Lock;
  readonly host: FileHost;
  readonly sink: CollectingSink;
  /** Modules of the last look at this app, where there are many: they need no parsing while they are the same. */
  readonly kept?: KeptModules | undefined;
  /** Filled by the analysis where values are to be explained. */
  readonly provenance?: Provenance | undefined;
}

/** A provider with its options read: all that the four steps need to know of where an app goes. */
export interface Target {
  readonly name: string;
  readonly check: (graph: AppGraph, sink: Sink) => void;
  readonly lower: (graph: AppGraph, given: Given) => Plan;
  readonly summary: (graph: AppGraph) => readonly SummaryLine[];
  readonly boot: (graph: AppGraph, sink: Sink) => readonly BootFile[];
  readonly review: () => Promise<ReviewTable>;
}

type Given = Omit<LowerOptions<unknown>, "options">;

export const targetOf = <Options>(provider: Provider<Options>, options: Options): Target => ({
  name: provider.name,
  check: (graph, sink) => provider.check(graph, options, sink),
  lower: (graph, given) => lower(graph, provider, { ...given, options }),
  summary: (graph) => provider.summary(graph, options),
  boot: (graph, sink) => provider.boot?.(graph, options, sink) ?? [],
  review: provider.review,
});

/** What the source says. */
export interface Understood {
  readonly graph: AppGraph;
  /** With an id for everything in the graph. */
  readonly lock: Lock;
}

/** And what runs: the same for a simulation and for a cloud. */
export interface Packed extends Understood {
  readonly bundles: readonly Bundle[];
  readonly manifest: Manifest;
}

/** And the program that provisions it. */
export interface Compiled extends Packed {
  readonly plan: Plan;
  readonly files: readonly ProgramFile[];
  /** What machines come up with; asked for when it is to be written. */
  readonly boot: () => readonly BootFile[];
}

/** The whole way: parse → analyze → lower → emit. */
export async function compile(app: App, target: Target): Promise<Compiled | undefined> {
  const understood = await understandFor(app, target);
  if (!understood) return undefined;
  // While the bundler's process works on alone, this one writes the program.
  const idle = Promise.withResolvers<void>();
  const [packed, program] = await Promise.all([
    packUp(understood, app, idle.resolve),
    idle.promise.then(() => programFor(understood, app, target)),
  ]);
  if (!packed || app.sink.hasErrors()) return undefined;
  return { ...packed, ...program, boot: () => target.boot(packed.graph, app.sink) };
}

/** As far as a simulation needs it: no plan, no program, and no target either. */
export async function pack(app: App, target?: Target): Promise<Packed | undefined> {
  const understood = await understandFor(app, target);
  return understood && packUp(understood, app);
}

async function understandFor(app: App, target?: Target): Promise<Understood | undefined> {
  // Only started here: its process comes up while this one analyses.
  await warmBundler();
  const understood = understand(app);
  if (understood && target) checkFor(understood, app, target);
  return app.sink.hasErrors() ? undefined : understood;
}

async function packUp(
  understood: Understood,
  app: App,
  onIdle: () => void = () => {},
): Promise<Packed | undefined> {
  const bundles = await bundle(understood.graph, { ...app, onIdle }).finally(onIdle);
  return bundles && { ...understood, bundles, manifest: manifest(understood.graph, bundles) };
}

/** Parse and analyze: modules are parsed as the analysis reaches them. `undefined` where there is no graph. */
export function understand(app: App): Understood | undefined {
  const understood = analyze(app);
  return understood && { ...understood, graph: withLocked(understood.graph, lockOf(app)) };
}

function lockOf({ host, directory }: App): RequirementsLock | undefined {
  const text = host.readText(`${directory}/${requirementsLock}`);
  return text === undefined ? undefined : parseLocked(text);
}

/** What is wrong with the app on its way to a target; a run here goes to none. */
function checkFor({ graph }: Understood, app: App, target: Target): void {
  target.check(graph, app.sink);
  checkLocked(graph, () => lockOf(app), app.sink);
}

/** Every problem that `compile` would find; what would run, where there is none in the way. */
export async function check(app: App, target: Target): Promise<Packed | undefined> {
  const understood = checkSource(app, target);
  return understood && !app.sink.hasErrors() ? packUp(understood, app) : undefined;
}

/** All but those that only bundling shows: milliseconds once this process is warm. */
export function checkSource(app: App, target: Target): Understood | undefined {
  const understood = understand(app);
  if (understood) checkFor(understood, app, target);
  if (understood && !app.sink.hasErrors()) planFor(understood, app, target);
  return understood;
}

/** And those; for an app whose source has no errors. */
export async function checkBundles(understood: Understood, app: App): Promise<void> {
  await bundle(understood.graph, app);
}

function programFor(understood: Understood, app: App, target: Target) {
  const plan = planFor(understood, app, target);
  // A plan with errors may refer to what is not there.
  if (app.sink.hasErrors()) return { plan, files: [] };
  return { plan, files: emitProgram(plan, { readText: componentReader(app) }) };
}

const planFor = ({ graph }: Understood, app: App, target: Target): Plan =>
  planOf(graph, app, target);

/** What the provider answers to the graph. */
export const planOf = (graph: AppGraph, app: App, target: Target): Plan =>
  target.lower(graph, { sink: app.sink, place: placeIn(app) });

/** `app.ts:7` */
function placeIn({ directory, host }: App): (span: Span) => string {
  const texts = new Map<string, SourceText>();
  return ({ file, start }) => {
    const text = texts.get(file) ?? sourceText(file, host.readText(`${directory}/${file}`) ?? "");
    texts.set(file, text);
    return `${file}:${positionAt(text, start).line}`;
  };
}

const componentReader =
  ({ host }: App) =>
  (source: string): string => {
    const text = host.readText(source);
    if (text === undefined) throw new InternalError(`${source} is not there.`);
    return text;
  };
