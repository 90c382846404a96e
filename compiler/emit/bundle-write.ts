// Synchronous on purpose: dozens of small files take a third of the time they take through the thread pool,
// which is left to compression.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Bundle } from "./bundle.ts";
import type { BundleFile } from "./bundle-files.ts";

/** Below `root`, one folder per bundle, named by its content: what is there already is left alone. */
export function writeBundleFolders(bundles: readonly Bundle[], root: string): void {
  for (const { directory, files } of bundles) {
    for (const { path, bytes } of files) writeWhole(join(root, directory, path), bytes);
  }
}

/**
 * Below `root` (infra/bundles), one `<directory>.tar.gz` per bundle; archives of earlier compiles go. The
 * same files make the same bytes: no times, owners or modes of this machine get in.
 */
export async function writeBundleArchives(bundles: readonly Bundle[], root: string): Promise<void> {
  mkdirSync(root, { recursive: true });
  const wanted = new Map(bundles.map((bundle) => [archiveName(bundle), bundle]));
  removeStale(root, new Set(wanted.keys()), /\.tar\.gz$/);
  const present = new Set(readdirSync(root));
  const missing = [...wanted].filter(([name]) => !present.has(name));
  await Promise.all(
    missing.map(async ([name, { files }]) => writeWhole(join(root, name), await archive(files))),
  );
}

export const archiveName = ({ directory }: { readonly directory: string }): string =>
  `${directory}.tar.gz`;

/** A gzipped tar of the files in their order. */
export async function archive(files: readonly BundleFile[]): Promise<Uint8Array> {
  const [{ packTar }, { gzip }] = await Promise.all([import("modern-tar"), import("node:zlib")]);
  const tar = await packTar(
    files.map(({ path, bytes }) => ({ header: headerOf(path, bytes), body: bytes })),
  );
  const zipped = await promisify(gzip)(tar);
  zipped[operatingSystemByte] = unknownSystem;
  return zipped;
}

const headerOf = (name: string, { length: size }: Uint8Array) =>
  ({
    name,
    size,
    type: "file",
    mode: 0o644,
    mtime: new Date(0),
    uid: 0,
    gid: 0,
    uname: "",
    gname: "",
  }) as const;

/** gzip notes where it ran (RFC 1952); the archive must not. */
const operatingSystemByte = 9;
const unknownSystem = 255;

/** The one current `manifest-<hash8>.json`. */
export function writeManifest(file: BundleFile, root: string): void {
  mkdirSync(root, { recursive: true });
  removeStale(root, new Set([file.path]), /^manifest-[0-9a-f]+\.json$/);
  writeWhole(join(root, file.path), file.bytes);
}

function removeStale(root: string, wanted: ReadonlySet<string>, pattern: RegExp): void {
  const stale = readdirSync(root).filter((name) => pattern.test(name) && !wanted.has(name));
  for (const name of stale) rmSync(join(root, name), { force: true });
}

/** A reader never meets half a file, and an unchanged one keeps its time. */
function writeWhole(path: string, bytes: Uint8Array): void {
  if (existsSync(path) && readFileSync(path).equals(bytes)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, bytes);
  renameSync(temporary, path);
}
