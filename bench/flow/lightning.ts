import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../median.ts";
import type { Figures } from "./figures.ts";
import { familyOf, processorTime } from "./processes.ts";
import { now } from "./run-app.ts";

const here = join(import.meta.dirname, "lightning");
const cache = process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache");
const environment = join(cache, "thunderhead", "bench", "lightning-2.2.5");

/** Lightning 2.2.5 and the versions of its month, once, in an environment of its own (CPython 3.11, 150 MiB). */
export function installLightning(): void {
  if (existsSync(join(environment, "bin", "lightning_app"))) return;
  process.stderr.write(`Installing Lightning 2.2.5 into ${environment}, once.\n`);
  execFileSync("python3.11", ["-m", "venv", environment], { stdio: ["ignore", 2, 2] });
  const pip = ["install", "-q", "--disable-pip-version-check", "-r", join(here, "pins.txt")];
  execFileSync(join(environment, "bin", "pip"), pip, { stdio: ["ignore", 2, 2] });
}

interface Ran {
  readonly started: number;
  readonly exited: number;
  readonly marks: ReadonlyMap<string, number>;
}

/** In a folder and home of its own; without its question for a newer version, and without its page's opening. */
async function run(
  scenario: string,
  count: number,
  meanwhile?: (pid: number, marks: () => ReadonlyMap<string, number>) => Promise<void>,
): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "bench-lightning-"));
  const mark = join(folder, "mark");
  try {
    const started = now();
    const child = spawn(
      join(environment, "bin", "lightning_app"),
      ["run", "app", join(here, "app.py"), "--open-ui", "false"],
      {
        cwd: folder,
        stdio: "ignore",
        detached: true,
        env: {
          PATH: `${join(environment, "bin")}:${process.env["PATH"]}`,
          HOME: folder,
          LIGHTING_TESTING: "1",
          BENCH_SCENARIO: scenario,
          BENCH_COUNT: String(count),
          BENCH_MARK: mark,
        },
      },
    );
    const ended = new Promise<number>((resolve) => child.once("exit", () => resolve(now())));
    const limit = setTimeout(() => endGroup(child.pid), 120_000);
    if (meanwhile) {
      await meanwhile(child.pid ?? 0, () => read(mark));
      endGroup(child.pid);
    }
    const exited = await ended;
    clearTimeout(limit);
    endGroup(child.pid);
    return { started, exited, marks: read(mark) };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const gap = ({ marks }: Ran, from: string, to: string): number =>
  (marks.get(to) ?? Number.NaN) - (marks.get(from) ?? Number.NaN);

/** The same figures as ours, by the same names. */
export const lightning: Readonly<Record<string, () => Promise<Figures>>> = {
  chain: async () => {
    const ran = await run("chain", 10);
    const hops = Array.from({ length: 9 }, (_, i) => gap(ran, `end.${i}`, `run.${i + 1}`));
    return { "run() returned → successor's run(), ms": median(hops) * 1000 };
  },
  assignments: async () => ({
    // A tenth of ours, times ten: each costs it about a millisecond.
    "100,000 assignments: first → flow sees the last, s":
      10 * gap(await run("counter", 10_000), "run", "last"),
  }),
  failure: async () => {
    const ran = await run("fails", 1);
    return {
      "exception → command gone with exit code 1, s":
        ran.exited - (ran.marks.get("raise") ?? Number.NaN),
    };
  },
  idle: async () => {
    let share = Number.NaN;
    await run("idle", 1, async (pid, marks) => {
      while (!marks().has("end.0")) await sleep(100);
      await sleep(3_000);
      const family = familyOf(pid);
      const before = processorTime(family);
      await sleep(20_000);
      share = ((processorTime(family) - before) / 20) * 100;
    });
    return { "idle: processor, % of a core": share };
  },
  many: async () => {
    const ran = await run("many", 200);
    const runs = [...ran.marks].filter(([name]) => name.startsWith("run.")).map(([, at]) => at);
    return {
      "200 works: command → the last one's run(), s": Math.max(...runs) - ran.started,
      "200 works: command → exit, s": ran.exited - ran.started,
    };
  },
};

function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // All of it has ended.
  }
}

function read(file: string): ReadonlyMap<string, number> {
  if (!existsSync(file)) return new Map();
  const lines = readFileSync(file, "utf8").trim().split("\n").toReversed();
  return new Map(lines.map((line) => [line.split(" ")[0] ?? "", Number(line.split(" ")[1])]));
}
