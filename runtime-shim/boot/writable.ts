import { chmod, lstat, readdir } from "node:fs/promises";
import { join } from "node:path";

/** Gives the owner write permission on a whole tree: copies of published, read-only versions are to be written on. */
export async function makeWritable(root: string): Promise<void> {
  const found = await lstat(root);
  if (found.isSymbolicLink()) return;
  await chmod(root, found.mode | 0o200);
  if (!found.isDirectory()) return;
  for (const entry of await readdir(root)) await makeWritable(join(root, entry));
}
