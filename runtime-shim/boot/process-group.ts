import { readdirSync, readFileSync } from "node:fs";

/** A process group by its leader's id: what a work has started and everything its children have. */
export interface ProcessGroup {
  signal(name: "SIGTERM" | "SIGKILL"): void;
  /** Whether anything in it still runs; what has ended and waits to be reaped does not. */
  lives(): boolean;
}

export function processGroup(leader: number): ProcessGroup {
  return {
    signal: (name) => void send(-leader, name),
    lives: () => send(-leader, 0) && !onlyZombies(leader),
  };
}

/** False where nobody is left to hear it. */
function send(target: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, name);
  } catch {
    return false;
  }
}

/**
 * Orphans that ended are reaped by process 1, which in many containers takes its time or never does it.
 * Elsewhere than on Linux the system does so at once.
 */
function onlyZombies(group: number): boolean {
  if (process.platform !== "linux") return false;
  const states = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => stateIn(pid, group));
  return states.every((state) => state === "Z" || state === "X");
}

/** `pid (name) state parent group …`; the name may hold anything, parentheses included. */
function stateIn(pid: string, group: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "", , own] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return Number(own) === group ? [state] : [];
  } catch {
    return [];
  }
}
