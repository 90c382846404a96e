// Synchronous on purpose: small files take a third of the time they take through the thread pool.
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
import { gzipSync } from "node:zlib";
import type { Bundle, BundleFile } from "./bundle-files.ts";
import { tar } from "./tar.ts";

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
export function writeBundleArchives(bundles: readonly Bundle[], root: string): void {
  mkdirSync(root, { recursive: true });
  const wanted = new Map(bundles.map((bundle) => [archiveName(bundle), bundle]));
  removeStale(root, new Set(wanted.keys()), /\.tar\.gz$/);
  const present = new Set(readdirSync(root));
  for (const [name, { files }] of wanted) {
    if (!present.has(name)) writeWhole(join(root, name), archive(files));
  }
}

export const archiveName = ({ directory }: { readonly directory: string }): string =>
  `${directory}.tar.gz`;

/** A gzipped tar of the files in their order. */
export function archive(files: readonly BundleFile[]): Uint8Array {
  const zipped = gzipSync(tar(files), { level: compression });
  zipped[operatingSystemByte] = unknownSystem;
  return zipped;
}

/** A third of the time of zlib's default, for a twentieth more bytes. */
const compression = 4;

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
