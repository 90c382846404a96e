import type { KeptSettlement } from "#agent/event.ts";
import { keyOf } from "#agent/state.ts";
import type { Disk } from "#core/bindings.ts";

/** Settlements on this machine's disk, from the moment an attempt ends until the controller has recorded it. */
export interface Settlements {
  read(): Promise<readonly KeptSettlement[]>;
  keep(settlement: KeptSettlement): Promise<void>;
  forget(key: string): Promise<void>;
}

export function settlementsIn(disk: Disk): Settlements {
  return {
    read: async () => {
      const names = (await disk.list()).filter((name) => name.endsWith(".json"));
      const kept = await Promise.all(names.map((name) => readOne(disk, name)));
      return kept.filter((one) => one !== undefined);
    },
    keep: (kept) => writeWhole(disk, fileOf(keyOf(kept.order)), JSON.stringify(kept)),
    forget: (key) => disk.remove(fileOf(key)),
  };
}

const fileOf = (key: string): string => `${key.replace(/[^A-Za-z0-9-]/g, "_")}.json`;

/** Under another name first: a file with the real name is whole. */
async function writeWhole(disk: Disk, file: string, text: string): Promise<void> {
  await disk.write(`${file}.part`, text);
  await disk.sync(`${file}.part`);
  await disk.rename(`${file}.part`, file);
  await disk.syncNames();
}

async function readOne(disk: Disk, name: string): Promise<KeptSettlement | undefined> {
  const value: unknown = JSON.parse(await disk.read(name));
  return isKept(value) ? value : undefined;
}

/** Written by this agent's own kind, and renamed into place when whole. */
const isKept = (value: unknown): value is KeptSettlement =>
  typeof value === "object" && value !== null && "order" in value && "settlement" in value;
