/** What a rehearsal that was killed leaves behind: machines, namespaces, a bridge that takes the network's addresses. */
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRunning, laneFolder, removeLeftovers } from "../engine/leftovers.ts";

const all = (): string => join(tmpdir(), "thunderhead-rehearsal");

/** Empty, and this process's own. `ENGINE_KEEP=1` keeps it. */
export const rehearsalFolder = (): string => laneFolder("cloud", all());

/** Of what the rehearsal of that folder makes in the kernel: short, since interfaces have 15 characters. */
export const markOf = (folder: string): string => folder.slice(-4).toLowerCase();

/** What its bridge is labelled with: the kernel's things are the machine's, wherever a rehearsal's folder lies. */
export const label = (): string => `${labelled} ${process.pid}`;
const labelled = "thunderhead-rehearsal";

export function removeDeadClouds(): void {
  for (const { ifname, ifalias = "" } of bridges()) {
    const [whose, pid] = ifalias.split(" ");
    if (whose === labelled && !isRunning(Number(pid))) removeCloud(ifname);
  }
  removeLeftovers(all());
}

function bridges(): readonly { readonly ifname: string; readonly ifalias?: string }[] {
  return JSON.parse(ip("-json", "link", "show", "type", "bridge") || "[]");
}

function removeCloud(bridge: string): void {
  const lines = ip("netns", "list").split("\n");
  for (const name of lines.map((line) => line.split(" ")[0] ?? "")) {
    if (!name.startsWith(`${bridge}-`)) continue;
    for (const pid of ip("netns", "pids", name).split("\n").filter(Boolean)) end(Number(pid));
    ip("netns", "delete", name);
  }
  ip("link", "delete", bridge);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has gone with its parent.
  }
}

const ip = (...words: readonly string[]): string =>
  spawnSync("ip", words, { encoding: "utf8" }).stdout;
