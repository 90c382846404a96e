import { execFile } from "node:child_process";
import { chmod, lstat, open, readdir, realpath, rm, stat } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { promisify } from "node:util";
import { mapFiles } from "./concurrency.ts";
import { onThreads } from "./file-threads.ts";
import { fileWork, type Looked } from "./file-work.ts";

export const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(absent)) !== undefined;

/** The name of every file of a file or folder, `""` for the file itself; `undefined` when nothing is there. */
export async function listTree(root: string): Promise<readonly string[] | undefined> {
  if (!(await exists(root))) return undefined;
  const { files } = await walk(await realpath(root));
  return files.map(nameOf).toSorted();
}

/** Relative to its tree, with `/` on every system. */
export const nameOf = ({ at }: Entry): string => at.split(sep).join("/");

/**
 * Forces every file and directory of a tree to disk, and the directory that names it. Errors that the
 * system kept from an earlier write surface here, before anybody is told that the content exists.
 */
export async function syncTree({ root, directories, files }: Tree): Promise<void> {
  const paths = [...files, ...directories.toReversed()].map(({ path }) => path);
  if (paths.length < many || !(await syncFileSystem(root))) await mapFiles(paths, syncOne);
  await syncOne(dirname(root));
}

/** From this number of files on, one sync of the whole file system costs less than one of each, and threads seal sooner. */
const many = 64;

/** Node has no call for it; `sync -f` of the system does. False where there is none, or where it failed: then each file says why. */
export async function syncFileSystem(path: string): Promise<boolean> {
  if (process.platform !== "linux") return false;
  return promisify(execFile)("sync", ["-f", path]).then(
    () => true,
    () => false,
  );
}

export async function syncOne(path: string): Promise<void> {
  // Windows refuses to open directories; its file systems journal names by themselves.
  if (process.platform === "win32" && (await stat(path)).isDirectory()) return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes write permission away, so that a consumer's slip fails here as it would on a read-only mount. */
export async function seal(paths: readonly string[]): Promise<void> {
  if (paths.length < many) paths.map(fileWork.seal);
  else await onThreads("seal", paths);
}

/** Removes a tree, sealed parts included; fine when nothing is there. */
export async function removeTree(root: string): Promise<void> {
  if ((await lstat(root).catch(absent)) === undefined) return;
  await openDirectories(root);
  await rm(root, { recursive: true, force: true });
}

export function absent(error: unknown): undefined {
  if (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOENT" || error.code === "ENOTDIR")
  )
    return undefined;
  throw error;
}

export interface Entry {
  /** Absolute. */
  readonly path: string;
  /** Below the root, `""` for itself. */
  readonly at: string;
}

export interface FileEntry extends Entry {
  /** Of a copy: it is the file of the version before, or what was read on the way. Both are sealed already. */
  readonly known?: "linked" | Looked | undefined;
}

export interface Tree {
  readonly root: string;
  /** Each before what it holds. */
  readonly directories: readonly Entry[];
  readonly files: readonly FileEntry[];
  /** Not followed. */
  readonly links: readonly Entry[];
}

/** What lies below; links are followed, or told apart. */
export async function walk(root: string, { follow = false } = {}): Promise<Tree> {
  const directories: Entry[] = [];
  const files: Entry[] = [];
  const links: Entry[] = [];
  const visit = async (entry: Entry, within: readonly string[]): Promise<void> => {
    const found = await lstat(entry.path);
    if (found.isSymbolicLink() && follow) {
      const path = await realpath(entry.path);
      if (within.includes(path))
        throw new Error(`${entry.path} links to a folder that it lies in.`);
      return visit({ path, at: entry.at }, within);
    }
    if (!found.isDirectory()) return void (found.isSymbolicLink() ? links : files).push(entry);
    directories.push(entry);
    const inside = await readdir(entry.path, { withFileTypes: true });
    for (const { name } of inside.filter((one) => one.isFile()))
      files.push({ path: join(entry.path, name), at: join(entry.at, name) });
    for (const { name } of inside.filter((one) => !one.isFile())) {
      await visit({ path: join(entry.path, name), at: join(entry.at, name) }, [
        ...within,
        entry.path,
      ]);
    }
  };
  await visit({ path: root, at: "" }, []);
  return { root, directories, files, links };
}

/** A name can be taken out of a directory only while that directory is writable. */
async function openDirectories(root: string): Promise<void> {
  if (!(await lstat(root)).isDirectory()) return;
  await chmod(root, (await lstat(root)).mode | 0o200);
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (entry.isDirectory()) await openDirectories(join(root, entry.name));
  }
}
