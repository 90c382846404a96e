import { type BuiltCode, hostPath } from "./bundle-build.ts";
import type { Bundle, BundleFile } from "./bundle-files.ts";
import { type MapOptions, portableMap } from "./bundle-map.ts";
import { type Part, sha256 } from "./bundle-parts.ts";

/** A part with its code: named by its content, with what is beside it. */
export function assemble(
  { name, entry, beside, ...part }: Part,
  { code, map }: BuiltCode,
  place: Omit<MapOptions, "linesAdded" | "sliced"> & {
    readonly hostOf: HostOf;
    /** What modules bring along, by their names in the map. */
    readonly filesOf: (sources: readonly string[]) => readonly BundleFile[];
  },
): Assembled {
  const banner = commonJsBanner(code);
  const portable = portableMap(map, {
    ...place,
    linesAdded: banner === "" ? 0 : 1,
    sliced: entry.kind === "slice" ? { [entry.module]: entry.slice.text } : {},
  });
  const files = [
    {
      path: "index.mjs",
      bytes: Buffer.from(`${banner}${code}//# sourceMappingURL=index.mjs.map\n`),
    },
    { path: "index.mjs.map", bytes: Buffer.from(portable.text) },
    { path: hostPath, bytes: place.hostOf(entry.kind === "flow" ? "flow" : "work") },
    ...beside,
    ...place
      .filesOf(portable.sources)
      .filter(({ path }) => !beside.some((file) => file.path === path)),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  // A comment or another format moves lines, and is no other code.
  const hash = listingHash(files.filter(({ path }) => path !== "index.mjs.map"));
  const one: Bundle = {
    ...part,
    kind: entry.kind === "flow" ? "flow" : "work",
    directory: `${name}-${listingHash(files).slice(0, 8)}`,
    hash,
    files,
  };
  return { one, sources: portable.sources };
}

/** The file that stands for Thunderhead beside the code of a flow, or of a work. */
export type HostOf = (kind: "flow" | "work") => Uint8Array;

export interface Assembled {
  readonly one: Bundle;
  /** Of its map. */
  readonly sources: readonly string[];
}

/** What CommonJS packages expect to find, on one line; nothing where nobody asks for it. */
function commonJsBanner(code: string): string {
  const asks = (name: string) =>
    new RegExp(`\\b${name}\\b`).test(code) &&
    !new RegExp(`\\b(const|let|var) ${name}\\b`).test(code);
  const lines = [
    code.includes("var __require = ")
      ? 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
      : "",
    asks("__dirname") ? "const __dirname = import.meta.dirname;" : "",
    asks("__filename") ? "const __filename = import.meta.filename;" : "",
  ].filter(Boolean);
  return lines.length === 0 ? "" : `${lines.join(" ")}\n`;
}

/** sha-256, hex, of one `path hash` line per file. */
const listingHash = (files: readonly BundleFile[]): string =>
  sha256(files.map(({ path, bytes }) => `${path} ${sha256(bytes)}\n`).join(""));
