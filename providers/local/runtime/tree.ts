import { constants } from "node:fs";
import { chmod, cp, lstat, open, readdir, rm, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

export interface TreeFile {
  /** Relative to the tree, with `/` on every system; `""` when the tree is one file. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

export const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(absent)) !== undefined;

/** Every file of a file or folder without links in it, by name; `undefined` when nothing is there. */
export async function listTree(root: string): Promise<readonly TreeFile[] | undefined> {
  const found = await stat(root).catch(absent);
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return [{ path: "", size: found.size }];
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const sized = await Promise.all(
    files.map(async (file) => ({ path: portable(root, file), size: (await stat(file)).size })),
  );
  return sized.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export async function hasLinks(root: string): Promise<boolean> {
  const found = await lstat(root);
  if (!found.isDirectory()) return found.isSymbolicLink();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.some((entry) => entry.isSymbolicLink());
}

/** Copies by reference where the file system can (reflinks), byte by byte where it can't; links become files. */
export async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    dereference: true,
    mode: constants.COPYFILE_FICLONE,
    errorOnExist: true,
    force: false,
  });
}

/**
 * Forces every file and directory of a tree to disk, and the directory that names it. Errors that the
 * system kept from an earlier write surface here, before anybody is told that the content exists.
 */
export async function syncTree(root: string): Promise<void> {
  for (const path of await pathsBelow(root)) await syncOne(path);
  await syncOne(dirname(root));
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

/** Takes write permission from a whole tree, so that a consumer's slip fails here as it would on a read-only mount. */
export async function sealTree(root: string): Promise<void> {
  for (const path of await pathsBelow(root)) await setWritable(path, false);
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

/** Files before the directory that holds them, the root last. */
async function pathsBelow(root: string): Promise<readonly string[]> {
  if (!(await lstat(root)).isDirectory()) return [root];
  const entries = await readdir(root, { withFileTypes: true });
  const below = await Promise.all(entries.map((entry) => pathsBelow(join(root, entry.name))));
  return [...below.flat(), root];
}

async function setWritable(path: string, writable: boolean): Promise<void> {
  const { mode } = await lstat(path);
  await chmod(path, writable ? mode | 0o200 : mode & ~0o222);
}

/** A name can be taken out of a directory only while that directory is writable. */
async function openDirectories(root: string): Promise<void> {
  if (!(await lstat(root)).isDirectory()) return;
  await setWritable(root, true);
  for (const entry of await readdir(root, { withFileTypes: true })) {
    if (entry.isDirectory()) await openDirectories(join(root, entry.name));
  }
}

const portable = (root: string, file: string): string => relative(root, file).split(sep).join("/");
