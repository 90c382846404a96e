import { basename } from "node:path/posix";
import type {
  BuildFailure,
  BuildOptions,
  Loader,
  Message,
  OnLoadResult,
  Plugin,
  PluginBuild,
} from "esbuild";
import { InternalError } from "#diagnostics/sink.ts";
import type { FileHost } from "#source/host.ts";
import type { Slice } from "./slice.ts";

/** One bundle's start: the flow's whole app, one class of a project module, or one of a package. */
export type Entry =
  | { readonly kind: "flow"; readonly module: string }
  | {
      readonly kind: "slice";
      readonly module: string;
      readonly binding: string;
      readonly slice: Slice;
    }
  | { readonly kind: "package"; readonly specifier: string; readonly binding: string };

export interface BuildInput {
  readonly entries: readonly Entry[];
  readonly host: FileHost;
  /** The app's folder; class references and sources are relative to it. */
  readonly directory: string;
  /** Thunderhead's own `dist/`. */
  readonly dist: string;
}

/** In the order of the entries; on failure the messages of all of them. */
export type BuildOutput =
  | { readonly kind: "built"; readonly outputs: readonly BuiltCode[] }
  | { readonly kind: "failed"; readonly messages: readonly Message[] };

export interface BuiltCode {
  readonly code: string;
  readonly map: string;
}

/**
 * Starts esbuild's own process, so that it is up when the analysis is done. Without this the first build
 * starts it.
 */
export function warmBundler(): Promise<void> {
  started ??= import("esbuild").then(({ initialize }) => initialize({}));
  return started;
}

/** One process serves every build of this one. */
let started: Promise<void> | undefined;

/** One esbuild call for all entries: what they share is read and parsed once. */
export async function buildEntries(input: BuildInput): Promise<BuildOutput> {
  const { build } = await import("esbuild");
  try {
    const { outputFiles } = await build(optionsFor(input));
    const texts = new Map(
      outputFiles.map(({ path, text }) => [path.slice(outputRoot(input).length + 1), text]),
    );
    return { kind: "built", outputs: input.entries.map((_, index) => builtCode(texts, index)) };
  } catch (failure) {
    if (isBuildFailure(failure)) return { kind: "failed", messages: failure.errors };
    throw failure;
  }
}

const optionsFor = (input: BuildInput) =>
  ({
    absWorkingDir: input.directory,
    entryPoints: input.entries.map((_, index) => ({
      in: `${entryPrefix}${index}`,
      out: `${index}`,
    })),
    outdir: outputRoot(input),
    outExtension: { ".js": ".mjs" },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    target: "node22",
    charset: "utf8",
    sourcemap: "external",
    legalComments: "none",
    logLevel: "silent",
    logLimit: 0,
    plugins: [thunderheadPlugin(input)],
  }) satisfies BuildOptions & { write: false };

/** Nothing is written there; source paths are counted from it. */
export const outputRoot = ({ directory }: { readonly directory: string }): string =>
  `${directory}/.bundles`;

function builtCode(texts: ReadonlyMap<string, string>, index: number): BuiltCode {
  const [code, map] = [texts.get(`${index}.mjs`), texts.get(`${index}.mjs.map`)];
  if (code === undefined || map === undefined)
    throw new InternalError(`esbuild left out entry ${index}.`);
  return { code, map };
}

const isBuildFailure = (failure: unknown): failure is BuildFailure =>
  failure instanceof Error && "errors" in failure && Array.isArray(failure.errors);

const entryPrefix = "thunderhead-entry:";
/** Namespaces whose names end up in comments and source maps: none may hold an absolute path. */
const entries = "entry";
const own = "thunderhead";

function thunderheadPlugin(input: BuildInput): Plugin {
  return {
    name: "thunderhead",
    setup: (build) => {
      serveEntries(build, input);
      serveOwn(build, input);
      serveSlices(build, input);
      refuseAddons(build);
    },
  };
}

function serveEntries(build: PluginBuild, { entries: list, directory }: BuildInput): void {
  const byPath = new Map(list.map((entry) => [entryName(entry), entry]));
  const paths = [...byPath.keys()];
  build.onResolve({ filter: /^thunderhead-entry:/ }, ({ path }) => ({
    path: paths[Number(path.slice(entryPrefix.length))] ?? path,
    namespace: entries,
  }));
  build.onLoad({ filter: /.*/, namespace: entries }, ({ path }) => {
    const entry = byPath.get(path);
    if (entry === undefined) throw new InternalError(`There is no entry ${path}.`);
    return { contents: entryCode(entry), loader: "js", resolveDir: directory };
  });
}

/** Ends up in a comment of the bundle, so it must not depend on what other bundles there are. */
function entryName(entry: Entry): string {
  if (entry.kind === "flow") return "flow";
  return `${entry.kind === "slice" ? entry.module : entry.specifier}#${entry.binding}`;
}

/** Each host is imported before the app's modules: it must stand when their code runs. */
function entryCode(entry: Entry): string {
  const [host, boot] = entry.kind === "flow" ? ["hostFlow", "flow"] : ["hostWork", "work"];
  const [name, from] = importOf(entry);
  return [
    `import { ${host} } from "thunderhead/boot/${boot}";`,
    `import { ${name} as hosted } from ${JSON.stringify(from)};`,
    `${host}(hosted);\n`,
  ].join("\n");
}

function importOf(entry: Entry): readonly [name: string, from: string] {
  if (entry.kind === "flow") return ["default", `./${entry.module}`];
  if (entry.kind === "package") return [entry.binding, entry.specifier];
  return [entry.slice.exported, `./${entry.module}${suffixOf(entry)}`];
}

/** The SDK and what hosts it, under names that are the same wherever Thunderhead is installed. */
function serveOwn(build: PluginBuild, { host, dist }: BuildInput): void {
  build.onResolve({ filter: /^thunderhead($|\/)/ }, ({ path }) => ({
    path: ownFile(path.slice("thunderhead/".length)),
    namespace: own,
  }));
  build.onResolve({ filter: /^\.\.?\//, namespace: own }, ({ path, importer }) => ({
    path: new URL(path, `file:///${importer}`).pathname.slice(1),
    namespace: own,
  }));
  build.onLoad({ filter: /.*/, namespace: own }, ({ path }): OnLoadResult => {
    const contents = host.readBytes(`${dist}/${path}`);
    if (contents) return { contents, loader: "js", resolveDir: dist };
    return { errors: [{ text: `thunderhead has no ${JSON.stringify(path)}`, detail: missingOwn }] };
  });
}

export const missingOwn = "thunderhead-missing";

const ownFile = (subpath: string): string => (subpath === "" ? "sdk.js" : `${subpath}.js`);

/**
 * `./app.ts?work=app.ts:ServeFile`: esbuild finds the file itself, with the tsconfig.json that is in force
 * there, and keeps what follows the question mark. Whole, these modules come from the host too, so that the
 * flow's bundle and the slices are of one text.
 */
function serveSlices(build: PluginBuild, { entries: list, host }: BuildInput): void {
  const slices = new Map(
    list.flatMap((entry) => (entry.kind === "slice" ? [[suffixOf(entry), entry.slice.text]] : [])),
  );
  const names = list.flatMap((entry) => (entry.kind === "slice" ? [basename(entry.module)] : []));
  if (names.length === 0) return;
  const filter = new RegExp(`(^|[\\\\/])(${[...new Set(names)].map(escapeRegExp).join("|")})$`);
  build.onLoad({ filter }, ({ path, suffix }) => {
    const contents = slices.get(suffix) ?? host.readText(path.replaceAll("\\", "/"));
    return contents === undefined ? undefined : { contents, loader: loaderOf(path) };
  });
}

const suffixOf = ({
  module,
  binding,
}: {
  readonly module: string;
  readonly binding: string;
}): string => `?work=${module}:${binding}`;

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function loaderOf(path: string): Loader {
  if (/\.[cm]?ts$/.test(path)) return "ts";
  if (path.endsWith(".tsx")) return "tsx";
  return path.endsWith(".jsx") ? "jsx" : "js";
}

/** An addon is built for one platform; esbuild has no loader for it and would only say so. */
function refuseAddons(build: PluginBuild): void {
  build.onResolve({ filter: /\.node$/ }, ({ path }) => ({
    errors: [{ text: path, detail: nativeAddon }],
  }));
}

/** Marks an error's `detail`. */
export const nativeAddon = "native-addon";
