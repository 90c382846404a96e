import { basename, dirname, relative } from "node:path/posix";
import type { BuildFailure, BuildOptions, Loader, Message, Plugin, PluginBuild } from "esbuild";
import { InternalError } from "#diagnostics/sink.ts";
import type { ClassReference } from "#graph/graph.ts";
import type { FileHost } from "#source/host.ts";
import { withPlace } from "./module-place.ts";
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
  /** Classes that the flow finds by reference when it makes elements of maps: their modules tell them. */
  readonly elements: readonly ClassReference[];
  /** Modules that may name files from where they lie, relative to the app's folder. */
  readonly placed: readonly string[];
  /** Called once esbuild has been handed all that it asks this thread for. */
  readonly onIdle?: (() => void) | undefined;
}

/** In the order of the entries; on failure the messages of all of them. */
export type BuildOutput =
  | { readonly kind: "built"; readonly outputs: readonly BuiltCode[] }
  | { readonly kind: "failed"; readonly messages: readonly Message[] };

export interface BuiltCode {
  /** Without a reference to its map. */
  readonly code: string;
  /** As esbuild makes it, without `sourcesContent`; its `sources` are relative to `outputRoot`. */
  readonly map: string;
}

/** One esbuild call for all entries: what they share is read and parsed once. */
export async function buildEntries(input: BuildInput): Promise<BuildOutput> {
  const { build } = await import("esbuild");
  try {
    const { outputFiles } = await build(optionsFor(input));
    const texts = new Map(
      outputFiles.map(({ path, text }) => [path.slice(outputRoot(input).length + 1), text]),
    );
    const outputs = input.entries.map((_, index) => builtCode(texts, index));
    return { kind: "built", outputs };
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
    // Ours has the text already, and theirs is not wanted: half of what would come back from the process.
    sourcesContent: false,
    external: [hostFile],
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
  if (code === undefined || map === undefined) {
    throw new InternalError(`esbuild left out entry ${index}.`);
  }
  return { code: withHostPath(code), map };
}

const isBuildFailure = (failure: unknown): failure is BuildFailure =>
  failure instanceof Error && "errors" in failure && Array.isArray(failure.errors);

const entryPrefix = "thunderhead-entry:";
/** The namespace's name ends up in comments and source maps. */
const entries = "entry";

function thunderheadPlugin(input: BuildInput): Plugin {
  return {
    name: "thunderhead",
    setup: (build) => {
      const served = servedAll(input);
      serveEntries(build, input, served);
      serveSlices(build, input, served);
      servePlaced(build, input);
      bindFolders(build, input);
      refuseAddons(build);
    },
  };
}

/** To be called at each load: the last one expected says that this thread is free. */
function servedAll({ entries: list, onIdle }: BuildInput): () => void {
  const slices = list.filter(({ kind }) => kind === "slice").length;
  let left = list.length + slices;
  return () => {
    left -= 1;
    // Not before this answer is on its way.
    if (left === 0 && onIdle) setImmediate(onIdle);
  };
}

function serveEntries(
  build: PluginBuild,
  { entries: list, directory }: BuildInput,
  served: () => void,
): void {
  const byPath = new Map(list.map((entry) => [entryName(entry), entry]));
  const paths = [...byPath.keys()];
  build.onResolve({ filter: /^thunderhead-entry:/ }, ({ path }) => ({
    path: paths[Number(path.slice(entryPrefix.length))] ?? path,
    namespace: entries,
  }));
  build.onLoad({ filter: /.*/, namespace: entries }, ({ path }) => {
    const entry = byPath.get(path);
    if (entry === undefined) throw new InternalError(`There is no entry ${path}.`);
    served();
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
  const host = entry.kind === "flow" ? "hostFlow" : "hostWork";
  const [name, from] = importOf(entry);
  return [
    `import { ${host} } from ${JSON.stringify(hostFile)};`,
    `import { ${name} as hosted } from ${JSON.stringify(from)};`,
    `${host}(hosted);\n`,
  ].join("\n");
}

function importOf(entry: Entry): readonly [name: string, from: string] {
  if (entry.kind === "flow") return ["default", `./${entry.module}`];
  if (entry.kind === "package") return [entry.binding, entry.specifier];
  return [entry.slice.exported, `./${entry.module}${suffixOf(entry)}`];
}

/**
 * What apps import of Thunderhead is no part of what is bundled: it lies beside the code as one file that was
 * built once, so that a compile neither reads, links nor prints it. esbuild knows the file by a name of the
 * same length as the path that takes its place: positions stay.
 */
const hostFile = "thunderhead--host-file";
export const hostPath = "thunderhead/host.mjs";

const withHostPath = (code: string): string =>
  code.replaceAll(`"${hostFile}"`, JSON.stringify(`./${hostPath}`));

/**
 * `./app.ts?work=app.ts:ServeFile`: esbuild finds the file itself, with the tsconfig.json that is in force
 * there, and keeps what follows the question mark. Whole, these modules come from the host too, so that the
 * flow's bundle and the slices are of one text.
 */
function serveSlices(
  build: PluginBuild,
  { entries: list, host, directory, elements }: BuildInput,
  served: () => void,
): void {
  const slices = new Map(
    list.flatMap((entry) => (entry.kind === "slice" ? [[suffixOf(entry), entry.slice.text]] : [])),
  );
  const names = list.flatMap((entry) => (entry.kind === "slice" ? [basename(entry.module)] : []));
  if (names.length === 0) return;
  const filter = new RegExp(`(^|[\\\\/])(${[...new Set(names)].map(escapeRegExp).join("|")})$`);
  build.onLoad({ filter }, ({ path, suffix }) => {
    if (slices.has(suffix)) served();
    const slice = slices.get(suffix);
    const file = path.replaceAll("\\", "/");
    const whole = slice ?? host.readText(file);
    if (whole === undefined) return undefined;
    const told =
      slice === undefined
        ? toldBy({ module: relative(directory, file), text: whole }, elements)
        : "";
    const contents = withPlace(whole + told, relative(directory, file));
    return { contents, loader: loaderOf(path) };
  });
}

/** Modules that read files beside them, other than those above. */
function servePlaced(build: PluginBuild, { placed, host, directory }: BuildInput): void {
  if (placed.length === 0) return;
  const names = [...new Set(placed.map((module) => basename(module)))].map(escapeRegExp);
  build.onLoad({ filter: new RegExp(`(^|[\\\\/])(${names.join("|")})$`) }, ({ path }) => {
    const file = path.replaceAll("\\", "/");
    const module = relative(directory, file);
    const text = placed.includes(module) ? host.readText(file) : undefined;
    return text === undefined
      ? undefined
      : { contents: withPlace(text, module), loader: loaderOf(path) };
  });
}

/**
 * The lines by which a whole module tells the flow's thread which classes it binds, and gets classes back
 * that note what their instances are made with; they mean nothing in a work.
 */
const toldBy = (
  { module, text }: { readonly module: string; readonly text: string },
  elements: readonly ClassReference[],
): string =>
  elements
    .filter((reference) => reference.startsWith(`${module}#`) && !reference.endsWith("#default"))
    .map((reference) => {
      const binding = reference.slice(module.length + 1);
      const told = `globalThis[Symbol.for("thunderhead.classes")]?.bind(${JSON.stringify(reference)}, ${binding})`;
      // A constant stays what it is; the flow still finds it by its reference.
      const declared = new RegExp(`\\bclass\\s+${escapeRegExp(binding)}\\b`).test(text);
      return declared && !new RegExp(`\\bconst\\s+${escapeRegExp(binding)}\\b`).test(text)
        ? `\n;${binding} = ${told} ?? ${binding};`
        : `\n;${told};`;
    })
    .join("");

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

/**
 * What a module names (`asset()`, `new StaticWeb()`) lies beside that module, and Thunderhead's host knows no
 * modules: where one outside of the app's own folder uses these, what it imports is bound to its folder.
 */
function bindFolders(build: PluginBuild, { host, directory }: BuildInput): void {
  build.onResolve({ filter: /^thunderhead(\/components)?$/ }, ({ importer }) => {
    const file = importer.replaceAll("\\", "/");
    const folder = relative(directory, dirname(file));
    const beside = folder !== "" && /\b(asset|StaticWeb)\b/.test(host.readText(file) ?? "");
    return beside ? { path: folder, namespace: boundTo } : { path: hostFile, external: true };
  });
  build.onResolve({ filter: new RegExp(`^${hostFile}$`), namespace: boundTo }, () => ({
    path: hostFile,
    external: true,
  }));
  build.onLoad({ filter: /.*/, namespace: boundTo }, ({ path }) => ({
    contents: boundCode(path),
    loader: "js",
  }));
}

/** The namespace's name ends up in comments and source maps. */
const boundTo = "thunderhead-beside";

/** What `thunderhead` and `thunderhead/components` export, but for what is bound to a folder. */
export const freeExports = [
  ...["App", "CloudCompute", "ComponentMap", "Drive", "Flow", "HttpError", "Mount", "Path"],
  ...["PythonScript", "Work", "WorkFailed", "command", "config", "secret"],
] as const;

const boundCode = (folder: string): string =>
  [
    `import { asset as whereAsset, StaticWeb as AnyWeb } from "${hostFile}";`,
    'import { join } from "node:path/posix";',
    `export { ${freeExports.join(", ")} } from "${hostFile}";`,
    `const folder = ${JSON.stringify(folder)};`,
    "export const asset = (path) => whereAsset(join(folder, path));",
    "export class StaticWeb extends AnyWeb {",
    "  constructor(directory) {",
    "    super(join(folder, directory));",
    "  }",
    "}\n",
  ].join("\n");

/** An addon is built for one platform; esbuild has no loader for it and would only say so. */
function refuseAddons(build: PluginBuild): void {
  build.onResolve({ filter: /\.node$/ }, ({ path }) => ({
    errors: [{ text: path, detail: nativeAddon }],
  }));
}

/** Marks an error's `detail`. */
export const nativeAddon = "native-addon";
