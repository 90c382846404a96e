import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BootPhase } from "#protocol/agent.ts";

/** What the boot script has written down: a line a phase, its name and the seconds it took. */
export async function bootPhases(state: string): Promise<readonly BootPhase[]> {
  const text = await readFile(join(state, "boot.phases"), "utf8").catch(() => "");
  return text.split("\n").flatMap((line) => {
    const [name = "", seconds = ""] = line.split(" ");
    return /^\d+$/.test(seconds) ? [{ name, seconds: Number(seconds) }] : [];
  });
}
