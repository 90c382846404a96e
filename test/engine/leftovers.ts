/**
 * Folders of lanes lie in one place, each named by the process that made it. One that was killed leaves its
 * own behind: the next start removes what belongs to nobody any more, and nothing else.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const lanesFolder = (): string => join(tmpdir(), "thunderhead-engine");

/** Empty, absolute, this process's own. `ENGINE_KEEP=1` gives it a name that no start removes. */
export function laneFolder(name: string, all = lanesFolder()): string {
  mkdirSync(all, { recursive: true });
  const owner = process.env["ENGINE_KEEP"] ? "kept" : String(process.pid);
  return mkdtempSync(join(all, `${owner}-${name}-`));
}

/** Answers the names of what was removed. */
export function removeLeftovers(all = lanesFolder()): readonly string[] {
  mkdirSync(all, { recursive: true });
  const orphans = readdirSync(all).filter((folder) => {
    const pid = /^(\d+)-/.exec(folder)?.[1];
    return pid !== undefined && !isRunning(Number(pid));
  });
  for (const folder of orphans) rmSync(join(all, folder), { recursive: true, force: true });
  return orphans;
}

/** A process of somebody else's that has the number now is left alone, and its folder with it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
