import { join } from "node:path/posix";
import type { FileHost } from "#source/host.ts";

export interface MapOptions {
  readonly host: FileHost;
  /** The app's folder. */
  readonly directory: string;
  /** How many lines were put above the code. */
  readonly linesAdded: number;
  /** The text a sliced module has in this bundle, by its path relative to the app's folder. */
  readonly sliced: Readonly<Record<string, string>>;
}

/**
 * A source map that reads the same wherever it was made: sources relative to the app's folder (`app.ts`,
 * `../lib/model.ts`) with their text, Thunderhead's own and installed packages by name and without.
 */
export function portableMap(text: string, options: MapOptions): PortableMap {
  const map: SourceMap = JSON.parse(text);
  const sources = map.sources.map(portableSource);
  const portable = {
    version: map.version,
    sources,
    sourcesContent: sources.map((source) => contentOf(source, options)),
    names: map.names,
    mappings: ";".repeat(options.linesAdded) + map.mappings,
  };
  return { text: JSON.stringify(portable), sources };
}

export interface PortableMap {
  readonly text: string;
  /** A module that is there whole and sliced stands in it twice. */
  readonly sources: readonly string[];
}

interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly names: readonly string[];
  readonly mappings: string;
}

const own = "thunderhead/";
const packages = "node_modules/";

/** esbuild counts from the output folder, which lies right below the app's. */
function portableSource(source: string): string {
  if (source.startsWith("entry:")) return `${own}entry.js`;
  const file = join("below", source);
  const installed = file.lastIndexOf(packages);
  return installed >= 0 ? file.slice(installed) : file;
}

function contentOf(source: string, { sliced, host, directory }: MapOptions): string | null {
  if (source.startsWith(own) || source.startsWith(packages)) return null;
  return sliced[source] ?? host.readText(join(directory, source)) ?? null;
}
