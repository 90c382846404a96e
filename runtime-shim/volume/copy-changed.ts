import { constants, type Stats } from "node:fs";
import { copyFile, mkdir, open, realpath, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { mapFiles } from "./concurrency.ts";
import { onThreads } from "./file-threads.ts";
import { copiedTime, linkUnchanged } from "./file-work.ts";
import { absent, type FileEntry, syncFileSystem, type Tree, walk } from "./tree.ts";

export interface Copying {
  readonly from: string;
  readonly to: string;
  /** The version before, sealed: what is still the same there is linked and not copied. */
  readonly before: string | null;
}

/** So few are copied here: a thread takes longer to come up. */
const few = 16;
/** Files from which it pays to have the disk begin early. */
const severalThousand = 2000;
/** Bytes from which a copy goes to disk while it is made. */
const large = 32 * 1024 * 1024;
/** ms between two such looks. */
const pause = 20;

/**
 * Copies a tree that its owner goes on writing, by reference where the file system can (reflinks); links
 * become what they point to.
 */
export async function copyChanged({ from, to, before }: Copying): Promise<Tree> {
  const tree = await walk(await realpath(from), { follow: true });
  for (const { at } of tree.directories) await mkdir(join(to, at), { recursive: true });
  const directories = tree.directories.map(({ at }) => ({ path: join(to, at), at }));
  const pairs = tree.files.map(({ path, at }) => ({
    ...{ at, from: path, to: join(to, at) },
    before: before === null ? undefined : join(before, at),
  }));
  const files = await (pairs.length <= few ? mapFiles(pairs, copyOne) : copyMany(pairs));
  return { root: to, directories, files, links: [] };
}

interface Pair {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly before: string | undefined;
}

async function copyMany(pairs: readonly Pair[]): Promise<readonly FileEntry[]> {
  // The disk has nothing to do meanwhile: what the run has just written has to go there, too.
  const [copied] = await Promise.all([
    onThreads("copy", pairs),
    pairs.length >= severalThousand && syncFileSystem(pairs[0]?.from ?? ""),
  ]);
  return mapFiles(
    pairs.map((pair, index) => ({ pair, result: copied[index] })),
    async ({ pair, result }) => {
      if (result === undefined || result.kind === "large") return copyOne(pair);
      const { kind, size, sha256 } = result;
      const { at, to: path } = pair;
      const looked = { size, ...(sha256 !== undefined && { sha256 }) };
      return { path, at, known: kind === "linked" ? kind : looked };
    },
  );
}

async function copyOne({ at, from, to, before }: Pair): Promise<FileEntry> {
  const started = Date.now();
  const found = await stat(from);
  if (before !== undefined && linkUnchanged(found, { before, to }))
    return { path: to, at, known: "linked" };
  await copyToDisk(from, to, found);
  const time = copiedTime({ found, after: await stat(from), started });
  await utimes(to, time, time);
  return { path: to, at };
}

/** Disk and memory work at once: what is copied already is on its way while the rest is copied. */
async function copyToDisk(from: string, to: string, { size }: Stats): Promise<void> {
  let done = false;
  const copying = copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE).finally(
    () => {
      done = true;
    },
  );
  if (size >= large) await Promise.all([copying, syncUntil(to, () => done)]);
  else await copying;
}

async function syncUntil(path: string, done: () => boolean): Promise<void> {
  for (; !done(); await sleep(pause)) {
    const handle = await open(path, "r").catch(absent);
    try {
      await handle?.datasync();
    } finally {
      await handle?.close();
    }
  }
}
