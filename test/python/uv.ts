import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { uvVersion } from "#providers/aws/uv-version.ts";

/** The folder of the real one, from the package index into the user's cache on a miss. */
export function uvFolder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  const folder = join(cache, "thunderhead", "test", `uv-${uvVersion}`);
  if (existsSync(folder)) return join(folder, "bin");
  const making = `${folder}.${process.pid}`;
  mkdirSync(making, { recursive: true });
  const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", making];
  const { status } = spawnSync("python3", [...pip, `uv==${uvVersion}`], {
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) throw new Error(`pip could not install uv ${uvVersion}.`);
  try {
    renameSync(making, folder);
  } catch {
    // Another test was first.
    rmSync(making, { recursive: true, force: true });
  }
  return join(folder, "bin");
}
