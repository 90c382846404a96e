/**
 * Bundles: everything a work, or the flow, needs to run on a machine that has never seen the project. One
 * esbuild call makes all of them: the flow's holds the whole app, a work's only its class and what that
 * reaches. They are content-addressed and the same bytes from any checkout, so equal code is uploaded once
 * and a call can name the code that ran it. Bundling knows nothing of clouds and writes no file: `bundle`
 * answers in memory, `bundle-write.ts` puts the result where a run or a program wants it.
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { bundleFlowComesAlong } from "#diagnostics/catalogue.gen.ts";
import { type AppGraph, works } from "#graph/graph.ts";
import { type Assembled, assemble, type HostOf } from "./bundle-assemble.ts";
import { buildEntries } from "./bundle-build.ts";
import { type Bundle, filesOfModules } from "./bundle-files.ts";
import type { BundleOptions } from "./bundle-options.ts";
import { classParts, elementClasses, partsOf } from "./bundle-parts.ts";
import { bundleProblem, caseClash, tooBig } from "./bundle-problems.ts";

/** The flow's bundle first. `undefined` where something could not be bundled; the sink has heard of it. */
export async function bundle(
  graph: AppGraph,
  options: BundleOptions,
): Promise<readonly Bundle[] | undefined> {
  const parts = partsOf(graph, options);
  const entries = [...new Set(parts.map(({ entry }) => entry))];
  const built = await buildEntries({
    ...options,
    entries,
    elements: elementClasses(graph),
    placed: graph.assets.map(({ span }) => span.file).filter((file) => file.includes("/")),
  });
  const hostOf = hostsIn(ownDist());
  if (built.kind === "failed") {
    for (const message of built.messages) options.sink.report(bundleProblem(message, options));
    return undefined;
  }
  const filesOf = (sources: readonly string[]) => filesOfModules(sources, { ...options, graph });
  const made = parts.flatMap((part) => {
    const code = built.outputs[entries.indexOf(part.entry)];
    return code ? [assemble(part, code, { ...options, hostOf, filesOf })] : [];
  });
  for (const one of made) reportFlowInside(one, { ...options, graph });
  const bundles = made.map(({ one }) => one);
  for (const problem of bundles.flatMap((one) => [tooBig(one, graph), caseClash(one, graph)]))
    if (problem) options.sink.report(problem);
  return bundles;
}

/** The slice is one of the sources; the app's module once more, whole, is the flow and all works. */
function reportFlowInside(
  { one, sources }: Assembled,
  { graph, sink }: BundleOptions & { readonly graph: AppGraph },
): void {
  if (one.class === undefined) return;
  const { file } = graph.app;
  const { module, binding } = classParts(one.class);
  const sliced = module === file ? 1 : 0;
  if (sources.filter((source) => source === file).length <= sliced) return;
  const work = works(graph).find(({ name }) => one.works.includes(name));
  sink.report(bundleFlowComesAlong(work?.classSpan, { class: binding, file }));
}

/** From the disk this package lies on, wherever the app's own files come from. */
function hostsIn(dist: string): HostOf {
  const read = new Map<string, Uint8Array>();
  return (kind) => {
    const bytes = read.get(kind) ?? readFileSync(`${dist}/host/${kind}.js`);
    read.set(kind, bytes);
    return bytes;
  };
}

/** This package's `dist/`: where this file runs from, or beside the sources it runs from. */
function ownDist(): string {
  const here = fileURLToPath(import.meta.url).replaceAll("\\", "/");
  const built = /^(.*)\/dist\/[^/]+\.js$|^(.*)\/dist\/chunks\/[^/]+\.js$/.exec(here);
  const root = built?.[1] ?? built?.[2] ?? dirname(dirname(dirname(here)));
  return `${root}/dist`;
}
