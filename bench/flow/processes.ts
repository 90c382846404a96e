import { readdirSync, readFileSync } from "node:fs";

/** Everything that descends from a process, itself included. */
export function familyOf(root: number): readonly number[] {
  const parents = new Map(
    readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => [Number(pid), Number(statOf(Number(pid))[1])]),
  );
  const below = (pid: number): readonly number[] =>
    [...parents].flatMap(([child, parent]) => (parent === pid ? [child, ...below(child)] : []));
  return [root, ...below(root)];
}

/** Seconds of processor time, children that have ended included. */
export function processorTime(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const ticks = statOf(pid).slice(11, 15).map(Number);
    return sum + ticks.reduce((all, each) => all + each, 0) / 100;
  }, 0);
}

/** MiB: what a process holds, and its share of it where pages are shared. */
export function memoryOf(pid: number): { readonly rss: number; readonly pss: number } {
  const text = read(`/proc/${pid}/smaps_rollup`);
  const of = (name: string): number =>
    Number(new RegExp(`^${name}: +(\\d+) kB`, "m").exec(text)?.[1] ?? 0) / 1024;
  return { rss: of("Rss"), pss: of("Pss") };
}

export const commandOf = (pid: number): string =>
  read(`/proc/${pid}/cmdline`).replaceAll("\0", " ");

/** Empty where the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** After the name: state, parent, …; the name may hold anything. */
function statOf(pid: number): readonly string[] {
  return read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
}
