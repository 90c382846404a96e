import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { VersionManifest } from "#protocol/call.ts";
import { mapFiles } from "./concurrency.ts";
import { smallFile } from "./file-work.ts";
import { look } from "./look.ts";
import { type FileEntry, listTree, nameOf } from "./tree.ts";

type ManifestFile = VersionManifest["files"][number];

interface Described {
  readonly files: readonly FileEntry[];
  /** `full`: digests of all files, else of small ones. */
  readonly verify: "full" | "size";
  /** What linked files are linked to. */
  readonly earlier?: VersionManifest | undefined;
}

/** What a tree holds. Nothing is read that is known from the copying, or from the version before. */
export async function manifestOf({ files, verify, earlier }: Described): Promise<VersionManifest> {
  const before = new Map(earlier?.files.map((file) => [file.path, file]));
  const digest = verify === "full" ? "any" : "small";
  const enough = (known: Known | undefined): known is Known =>
    known !== undefined &&
    (known.sha256 !== undefined || (verify === "size" && known.size >= smallFile));
  const known = files.map((file) => {
    const told = knownOf(file, before);
    return enough(told) ? told : undefined;
  });
  const unknown = files.filter((_, index) => known[index] === undefined);
  const looked = (await look(unknown.map(({ path: file }) => ({ file, digest })))).values();
  const described = files.map((file, index): ManifestFile => {
    const { size = 0, sha256 } = known[index] ?? looked.next().value ?? {};
    return { path: nameOf(file), size, ...(sha256 !== undefined && { sha256 }) };
  });
  return {
    files: described.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    size: described.reduce((sum, { size }) => sum + size, 0),
  };
}

type Known = Pick<ManifestFile, "size" | "sha256">;

function knownOf(file: FileEntry, before: ReadonlyMap<string, ManifestFile>): Known | undefined {
  return file.known === "linked" ? before.get(nameOf(file)) : file.known;
}

/** What of a manifest is not as it says at `root`, in words; `undefined` when all is well. */
export async function mismatch(
  root: string,
  manifest: VersionManifest,
  verify: "full" | "size",
): Promise<string | undefined> {
  const found = await listTree(root);
  if (found === undefined) return "nothing is there";
  const there = new Set(found);
  const missing = manifest.files.find(({ path }) => !there.has(path));
  if (missing !== undefined) return `${called(missing.path)} is missing`;
  const looked = await look(
    manifest.files.map((file) => ({ file: place(root, file), digest: digestFor(file, verify) })),
  );
  return manifest.files.map((file, index) => unlike(file, looked[index])).find(Boolean);
}

function digestFor({ sha256 }: ManifestFile, verify: "full" | "size") {
  if (sha256 === undefined) return "none";
  return verify === "full" ? "any" : "small";
}

function unlike({ path, size, sha256 }: ManifestFile, found: Known | undefined) {
  if (found?.size !== size)
    return `${called(path)} has ${found?.size ?? 0} bytes instead of ${size}`;
  if (found.sha256 !== undefined && found.sha256 !== sha256)
    return `${called(path)} has other content than was published`;
  return undefined;
}

const called = (path: string): string => (path === "" ? "the file" : path);

/** Whether `root` holds byte for byte what `earlier` at `earlierRoot` does. Reads contents only where all names and sizes agree. */
export async function sameContent(now: Contents, earlier: Contents): Promise<boolean> {
  if (now.manifest.files.length !== earlier.manifest.files.length) return false;
  const pairs = now.manifest.files.map((file, index) => ({
    file,
    other: earlier.manifest.files[index],
  }));
  if (pairs.some(({ file, other }) => file.path !== other?.path || file.size !== other.size))
    return false;
  if (pairs.some(({ file, other }) => differ(file.sha256, other?.sha256))) return false;
  const unlike = await mapFiles(pairs, async ({ file }) =>
    (await isOneFile(place(now.root, file), place(earlier.root, file))) ? [] : [file],
  );
  const unknown = unlike.flat();
  const [mine, theirs] = [await knownDigests(now, unknown), await knownDigests(earlier, unknown)];
  return unknown.every(({ path }) => mine.get(path) === theirs.get(path));
}

const differ = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

/** Linked from there: nothing has to be read. */
async function isOneFile(one: string, other: string): Promise<boolean> {
  const [mine, theirs] = await Promise.all([stat(one), stat(other)]);
  return mine.ino === theirs.ino && mine.dev === theirs.dev;
}

/** Those that the manifest has, and the others computed. */
async function knownDigests(
  { root, manifest }: Contents,
  files: readonly ManifestFile[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Map(manifest.files.map(({ path, sha256 }) => [path, sha256]));
  const missing = files.filter(({ path }) => known.get(path) === undefined);
  const looked = await look(missing.map((file) => ({ file: place(root, file), digest: "any" })));
  const computed = new Map(missing.map(({ path }, index) => [path, looked[index]?.sha256]));
  return new Map(files.map(({ path }) => [path, known.get(path) ?? computed.get(path) ?? ""]));
}

export interface Contents {
  readonly root: string;
  readonly manifest: VersionManifest;
}

const place = (root: string, file: { readonly path: string }): string =>
  file.path === "" ? root : join(root, file.path);
