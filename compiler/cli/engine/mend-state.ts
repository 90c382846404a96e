import { globSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * State in a folder: beside each file lies one with its content type, which Pulumi writes in place. Killed in
 * that moment it leaves an empty one, and from then on reads nothing at all. An empty one says nothing, and
 * is made again: this removes them, and answers how many there were.
 */
export function mendState(backend: string): number {
  const folder = folderOf(backend);
  if (folder === undefined) return 0;
  const empty = globSync(join(folder, ".pulumi", "**", "*.attrs")).filter(
    (file) => statSync(file).size === 0,
  );
  for (const file of empty) rmSync(file, { force: true });
  return empty.length;
}

function folderOf(backend: string): string | undefined {
  if (!backend.startsWith("file://")) return undefined;
  const path = backend.slice("file://".length).replace(/\?.*$/, "");
  return path.startsWith("~") ? join(homedir(), path.slice(1)) : path;
}
