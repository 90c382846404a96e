import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Bundle } from "./bundle.ts";
import type { BundleFile } from "./bundle-files.ts";

/** Below `root`, one folder per bundle, named by its content: what is there already is left alone. */
export async function writeBundleFolders(bundles: readonly Bundle[], root: string): Promise<void> {
  await Promise.all(
    bundles.map(({ directory, files }) => writeFolder(join(root, directory), files)),
  );
}

async function writeFolder(folder: string, files: readonly BundleFile[]): Promise<void> {
  await Promise.all(files.map(({ path, bytes }) => writeWhole(join(folder, path), bytes)));
}

/**
 * Below `root` (infra/bundles), one `<directory>.tar.gz` per bundle; archives of earlier compiles go. The
 * same files make the same bytes: no times, owners or modes of this machine get in.
 */
export async function writeBundleArchives(bundles: readonly Bundle[], root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  const wanted = new Map(bundles.map((bundle) => [archiveName(bundle), bundle]));
  await removeStale(root, new Set(wanted.keys()), /\.tar\.gz$/);
  const present = new Set(await readdir(root));
  await Promise.all(
    [...wanted].map(async ([name, { files }]) => {
      if (!present.has(name)) await writeWhole(join(root, name), await archive(files));
    }),
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
export async function writeManifest(file: BundleFile, root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await removeStale(root, new Set([file.path]), /^manifest-[0-9a-f]+\.json$/);
  await writeWhole(join(root, file.path), file.bytes);
}

async function removeStale(
  root: string,
  wanted: ReadonlySet<string>,
  pattern: RegExp,
): Promise<void> {
  const stale = (await readdir(root)).filter((name) => pattern.test(name) && !wanted.has(name));
  await Promise.all(stale.map((name) => rm(join(root, name), { force: true })));
}

/** A reader never meets half a file, and an unchanged one keeps its time. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const before = await readFile(path).catch(() => undefined);
  if (before?.equals(bytes)) return;
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, bytes);
  await rename(temporary, path);
}
