import { constants, type Stats } from "node:fs";
import { copyFile, link, mkdir, realpath, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { mapFiles } from "./concurrency.ts";
import { absent, type Entry, walk } from "./tree.ts";

export interface Copying {
  readonly from: string;
  readonly to: string;
  /** The version before, sealed: what is still the same there is linked and not copied. */
  readonly before: string | null;
}

/** ms after which a file's time of change says that it has not been written since: clocks of file systems are coarse. */
const settled = 100;
/** A time of change that no file has: it is never taken for the one it was copied from. */
const unknownTime = 0;

/**
 * Copies a tree that its owner goes on writing, by reference where the file system can (reflinks); links
 * become what they point to. A copy keeps the time of change of what it was made from, by which the next
 * publish knows what has not been written since.
 */
export async function copyChanged({ from, to, before }: Copying): Promise<void> {
  const { directories, files } = await walk(await realpath(from), { follow: true });
  for (const { at } of directories) await mkdir(join(to, at), { recursive: true });
  await mapFiles(files, async (file) => {
    const target = join(to, file.at);
    const found = await stat(file.path);
    if (before !== null && (await linkUnchanged({ file, found, before, target }))) return;
    await copyOne(file, found, target);
  });
}

interface Unchanged {
  readonly file: Entry;
  readonly found: Stats;
  readonly before: string;
  readonly target: string;
}

async function linkUnchanged({ file, found, before, target }: Unchanged): Promise<boolean> {
  const known = join(before, file.at);
  const earlier = await stat(known).catch(absent);
  const same =
    earlier?.isFile() === true &&
    earlier.size === found.size &&
    earlier.mtimeMs === found.mtimeMs &&
    earlier.mtimeMs !== unknownTime;
  if (!same) return false;
  // A file system without links, or with too many of them: a copy does as well.
  return link(known, target).then(
    () => true,
    () => false,
  );
}

async function copyOne({ path }: Entry, found: Stats, target: string): Promise<void> {
  const started = Date.now();
  await copyFile(path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  const after = await stat(path);
  const still = after.mtimeMs === found.mtimeMs && after.mtimeMs < started - settled;
  const time = still ? found.mtimeMs / 1000 : unknownTime;
  await utimes(target, time, time);
}
