import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { KeptSettlement } from "#agent/event.ts";
import { keyOf } from "#agent/state.ts";

/** Settlements on this machine's disk, from the moment an attempt ends until the controller has recorded it. */
export interface Settlements {
  read(): Promise<readonly KeptSettlement[]>;
  keep(settlement: KeptSettlement): Promise<void>;
  forget(key: string): Promise<void>;
}

export function settlementsIn(directory: string): Settlements {
  const place = (key: string): string =>
    join(directory, `${key.replace(/[^A-Za-z0-9-]/g, "_")}.json`);
  return {
    read: async () => {
      await mkdir(directory, { recursive: true });
      const names = (await readdir(directory)).filter((name) => name.endsWith(".json"));
      const kept = await Promise.all(names.map((name) => readOne(join(directory, name))));
      return kept.filter((one) => one !== undefined);
    },
    keep: async (kept) => {
      const file = place(keyOf(kept.order));
      await writeWhole(file, JSON.stringify(kept));
    },
    forget: (key) => rm(place(key), { force: true }),
  };
}

/** Under another name first: a file with the real name is whole. */
async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.part`, "w");
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}

async function readOne(file: string): Promise<KeptSettlement | undefined> {
  const value: unknown = JSON.parse(await readFile(file, "utf8"));
  return isKept(value) ? value : undefined;
}

/** Written by this agent's own kind, and renamed into place when whole. */
const isKept = (value: unknown): value is KeptSettlement =>
  typeof value === "object" && value !== null && "order" in value && "settlement" in value;
