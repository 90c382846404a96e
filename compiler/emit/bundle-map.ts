import { join } from "node:path/posix";

/**
 * A source map that reads the same wherever it was made: sources relative to the app's folder (`app.ts`,
 * `../lib/model.ts`), Thunderhead's own and installed packages by name.
 */
export function portableMap(text: string, linesAdded: number): string {
  const map: SourceMap = JSON.parse(text);
  return JSON.stringify({
    version: map.version,
    sources: map.sources.map(portableSource),
    sourcesContent: map.sourcesContent?.map((content, index) =>
      isOurs(map.sources[index] ?? "") ? null : content,
    ),
    names: map.names,
    mappings: ";".repeat(linesAdded) + map.mappings,
  });
}

interface SourceMap {
  readonly version: number;
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
  readonly names: readonly string[];
  readonly mappings: string;
}

/** Namespaced sources (`thunderhead:sdk.js`, `entry:0`) are not the user's: nobody reads them for a stack trace. */
const isOurs = (source: string): boolean => /^(thunderhead|entry):/.test(source);

function portableSource(source: string): string {
  if (isOurs(source)) return source.replace(/^entry:.*/, "thunderhead:entry.js").replace(":", "/");
  const installed = source.lastIndexOf("node_modules/");
  if (installed >= 0) return source.slice(installed);
  return join("x", source);
}
