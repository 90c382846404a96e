import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Disk } from "#core/bindings.ts";

/** A folder of this machine, made when it is first looked into. */
export function diskIn(directory: string): Disk {
  const place = (name: string): string => join(directory, name);
  return {
    list: async () => {
      await mkdir(directory, { recursive: true });
      return readdir(directory);
    },
    read: (name) => readFile(place(name), "utf8"),
    write: (name, text) => writeFile(place(name), text),
    sync: (name) => syncOne(place(name)),
    rename: (from, to) => rename(place(from), place(to)),
    remove: (name) => rm(place(name), { force: true }),
    syncNames: () => syncOne(directory),
  };
}

async function syncOne(path: string): Promise<void> {
  const handle = await open(path, "r").catch(ignoreDirectories);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** Windows opens no directories, and brings names to disk by itself. */
function ignoreDirectories(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "EISDIR") return undefined;
  throw error;
}
