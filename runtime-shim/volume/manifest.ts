import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { VersionManifest } from "#protocol/call.ts";
import { mapFiles } from "./concurrency.ts";
import { digestsOf, smallFile } from "./digest.ts";
import { listTree, type TreeFile } from "./tree.ts";

type ManifestFile = VersionManifest["files"][number];

/** What a tree holds: sizes always, digests of small files, of all with `verify: "full"`; `undefined` when nothing is there. */
export async function manifestOf(
  root: string,
  verify: "full" | "size",
): Promise<VersionManifest | undefined> {
  const files = await listTree(root);
  if (files === undefined) return undefined;
  const digested = files.filter(({ size }) => verify === "full" || size < smallFile);
  const digests = await digestsIn(root, digested);
  const described = files.map((file): ManifestFile => {
    const sha256 = digests.get(file.path);
    return sha256 === undefined ? file : { ...file, sha256 };
  });
  return { files: described, size: files.reduce((sum, { size }) => sum + size, 0) };
}

/** By path, of some files of a tree. */
async function digestsIn(
  root: string,
  files: readonly TreeFile[],
): Promise<ReadonlyMap<string, string>> {
  const digests = await digestsOf(
    files.map((file) => ({ file: place(root, file), size: file.size })),
  );
  return new Map(files.map(({ path }, index) => [path, digests[index] ?? ""]));
}

/** What of a manifest is not as it says at `root`, in words; `undefined` when all is well. */
export async function mismatch(
  root: string,
  manifest: VersionManifest,
  verify: "full" | "size",
): Promise<string | undefined> {
  const found = await listTree(root);
  if (found === undefined) return "nothing is there";
  const sizes = new Map(found.map((file) => [file.path, file.size]));
  for (const { path, size } of manifest.files) {
    const name = nameOf(path);
    const there = sizes.get(path);
    if (there === undefined) return `${name} is missing`;
    if (there !== size) return `${name} has ${there} bytes instead of ${size}`;
  }
  return otherContent(root, manifest, verify);
}

/** Sizes agree: digests of small files are compared, of all there are with `verify: "full"`. */
async function otherContent(
  root: string,
  { files }: VersionManifest,
  verify: "full" | "size",
): Promise<string | undefined> {
  const digested = files.filter(
    ({ sha256, size }) => sha256 !== undefined && (verify === "full" || size < smallFile),
  );
  const digests = await digestsIn(root, digested);
  const wrong = digested.find(({ path, sha256 }) => digests.get(path) !== sha256);
  return wrong && `${nameOf(wrong.path)} has other content than was published`;
}

const nameOf = (path: string): string => (path === "" ? "the file" : path);

/** Whether `root` holds byte for byte what `earlier` at `earlierRoot` does. Reads contents only where all names and sizes agree. */
export async function sameContent(now: Contents, earlier: Contents): Promise<boolean> {
  if (now.manifest.files.length !== earlier.manifest.files.length) return false;
  const pairs = now.manifest.files.map((file, index) => ({
    file,
    other: earlier.manifest.files[index],
  }));
  if (pairs.some(({ file, other }) => file.path !== other?.path || file.size !== other.size))
    return false;
  const unlike = await mapFiles(pairs, async ({ file }) =>
    (await isOneFile(place(now.root, file), place(earlier.root, file))) ? [] : [file],
  );
  const unknown = unlike.flat();
  const [mine, theirs] = [await knownDigests(now, unknown), await knownDigests(earlier, unknown)];
  return unknown.every(({ path }) => mine.get(path) === theirs.get(path));
}

/** Linked from there: nothing has to be read. */
async function isOneFile(one: string, other: string): Promise<boolean> {
  const [mine, theirs] = await Promise.all([stat(one), stat(other)]);
  return mine.ino === theirs.ino && mine.dev === theirs.dev;
}

/** Those that the manifest has, and the others computed. */
async function knownDigests(
  { root, manifest }: Contents,
  files: readonly TreeFile[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const computed = await digestsIn(
    root,
    files.filter(({ path }) => known.get(path) === undefined),
  );
  return new Map(files.map(({ path }) => [path, known.get(path) ?? computed.get(path) ?? ""]));
}

export interface Contents {
  readonly root: string;
  readonly manifest: VersionManifest;
}

const place = (root: string, file: TreeFile): string =>
  file.path === "" ? root : join(root, file.path);
