/**
 * Drives: here, the object store behind `Drive` is a folder of the launch, one folder a drive, one file a
 * key. A key's content is replaced by one rename, so that a reader sees the old or the new.
 */
import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeWritable } from "#boot/writable.ts";
import type { Drives } from "#core/bindings.ts";
import { listTree, syncOne } from "#volume/tree.ts";

export function localDrives(root: string): Drives {
  const place = (drive: string, key: string): string => join(root, drive, "keys", key);
  return {
    put: async (drive, key, file) => {
      const files = await listTree(file);
      if (files === undefined)
        throw new Error(`There is no ${file} to put into the drive ${drive}.`);
      const incoming = join(root, drive, "incoming");
      await mkdir(incoming, { recursive: true });
      for (const path of files)
        await putOne(join(file, path), place(drive, join(key, path)), incoming);
    },
    get: async (drive, key, file) => {
      const files = await listTree(place(drive, key));
      if (files === undefined) throw new Error(`The drive ${drive} has no ${key}.`);
      for (const path of files) {
        const target = join(file, path);
        await mkdir(dirname(target), { recursive: true });
        await copyFile(join(place(drive, key), path), target, constants.COPYFILE_FICLONE);
        await makeWritable(target);
      }
    },
    list: async (drive, prefix) => {
      const files = (await listTree(place(drive, ""))) ?? [];
      return files.filter((path) => path.startsWith(prefix));
    },
    delete: (drive, key) => rm(place(drive, key), { recursive: true, force: true }),
  };
}

async function putOne(from: string, to: string, incoming: string): Promise<void> {
  const part = join(incoming, randomBytes(8).toString("hex"));
  try {
    await copyFile(from, part, constants.COPYFILE_FICLONE);
    await syncOne(part);
    await mkdir(dirname(to), { recursive: true });
    await rename(part, to);
  } finally {
    await rm(part, { force: true });
  }
}
