import { basename, isAbsolute, posix, relative, resolve, sep } from "node:path";
import type { DriveOperations } from "#sdk/realm.ts";
import type { WorkChannel } from "./work-channel.ts";

/** What Drives mean in a work's process: files of its directory go to the store and come from there, by the agent. */
export const workDrives = (channel: WorkChannel): DriveOperations => ({
  put: async ({ driveName: drive }, path, as) => {
    const file = resolve(path);
    await channel.drive({ operation: "put", drive, key: keyOf(as ?? nameOf(file)), file });
  },
  get: async ({ driveName: drive }, key, to) => {
    const file = resolve(to ?? key);
    await channel.drive({ operation: "get", drive, key: keyOf(key), file });
    return file;
  },
  list: async ({ driveName: drive }, prefix) => [
    ...(await channel.drive({ operation: "list", drive, key: prefix })),
  ],
  delete: async ({ driveName: drive }, key) => {
    await channel.drive({ operation: "delete", drive, key: keyOf(key) });
  },
});

/** A file of the work's directory keeps its place there; any other goes by its own name. */
function nameOf(file: string): string {
  const inside = relative(process.cwd(), file);
  return inside.startsWith("..") || isAbsolute(inside)
    ? basename(file)
    : inside.split(sep).join("/");
}

function keyOf(given: string): string {
  const key = posix.normalize(given);
  if (given !== "" && !key.startsWith("/") && !key.startsWith("..") && key !== ".")
    return key.replace(/\/$/, "");
  throw new TypeError(
    `A Drive's keys are relative and stay inside it, "models/best.pt"; got ${JSON.stringify(given)}.`,
  );
}
