import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../median.ts";
import type { Figures } from "./figures.ts";
import { familyOf, memoryOf, processorTime } from "./processes.ts";
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

interface Scenario {
  /** In `app.py`. */
  readonly name: string;
  readonly count: number;
  /** Marks without which nothing was measured. */
  readonly needs: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Then the app is ended; without it, it ends by itself. */
  readonly meanwhile?: (pid: number, marks: () => ReadonlyMap<string, number>) => Promise<void>;
}

interface Ran {
  readonly started: number;
  readonly exited: number;
  readonly marks: ReadonlyMap<string, number>;
}

/** In a folder and home of its own; without its question for a newer version, and without its page's opening. */
async function run({ name, count, needs, env = {}, meanwhile }: Scenario): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "bench-lightning-"));
  const [mark, log] = [join(folder, "mark"), join(folder, "log")];
  const output = openSync(log, "w");
  try {
    const started = now();
    const child = spawn(
      join(environment, "bin", "lightning_app"),
      ["run", "app", join(here, "app.py"), "--open-ui", "false"],
      {
        cwd: folder,
        stdio: ["ignore", output, output],
        detached: true,
        env: {
          PATH: `${join(environment, "bin")}:${process.env["PATH"]}`,
          HOME: folder,
          LIGHTING_TESTING: "1",
          BENCH_SCENARIO: name,
          BENCH_COUNT: String(count),
          BENCH_MARK: mark,
          ...env,
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
    const marks = read(mark);
    const missing = needs.find((each) => !marks.has(each));
    if (missing !== undefined)
      throw new Error(
        `Lightning's ${name} never came to ${missing}:\n${readFileSync(log, "utf8").slice(-2000)}`,
      );
    return { started, exited, marks };
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const at = ({ marks }: Ran, name: string): number => marks.get(name) ?? Number.NaN;
const gap = (ran: Ran, from: string, to: string): number => at(ran, to) - at(ran, from);

const numbered = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${name}.${i}`);

/** The same figures as ours, by the same names. */
export const lightning: Readonly<Record<string, () => Promise<Figures>>> = {
  first: async () => {
    const port = await freePort();
    let answered = Number.NaN;
    const ran = await run({
      name: "boring",
      count: port,
      needs: ["run"],
      env: { BENCH_SCRIPT: join(import.meta.dirname, "../../examples/boring/scripts/serve.py") },
      meanwhile: async () => {
        const url = `http://127.0.0.1:${port}/file`;
        while (
          !(await fetch(url).then(
            ({ ok }) => ok,
            () => false,
          ))
        )
          await sleep(10);
        answered = now();
      },
    });
    return {
      "boring: command → first work runs, s": at(ran, "run") - ran.started,
      "boring: command → its page answers, s": answered - ran.started,
    };
  },
  chain: async () => {
    const needs = numbered("run", 10);
    const ran = await run({ name: "chain", count: 10, needs });
    const hops = Array.from({ length: 9 }, (_, i) => gap(ran, `end.${i}`, `run.${i + 1}`));
    return { "run() returned → successor's run(), ms": median(hops) * 1000 };
  },
  assignments: async () => {
    const count = 10_000;
    const took = gap(await run({ name: "counter", count, needs: ["run", "last"] }), "run", "last");
    return {
      // Each is sent by itself, and its work waits for that.
      "state patches through the controller, /s": count / took,
      "100,000 assignments: first → flow sees the last, s": (100_000 / count) * took,
    };
  },
  failure: async () => {
    const ran = await run({ name: "fails", count: 1, needs: ["raise"] });
    return { "exception → command gone with exit code 1, s": ran.exited - at(ran, "raise") };
  },
  idle: async () => {
    let figures: Figures = {};
    await run({
      name: "idle",
      count: 1,
      needs: ["end.0"],
      meanwhile: async (pid, marks) => {
        while (!marks().has("end.0")) await sleep(100);
        await sleep(3_000);
        const family = familyOf(pid);
        const before = processorTime(family);
        await sleep(20_000);
        figures = {
          "idle: processor, % of a core": ((processorTime(family) - before) / 20) * 100,
          "the whole app, MiB of its own and its share": family.reduce(
            (sum, each) => sum + memoryOf(each).pss,
            0,
          ),
        };
      },
    });
    return figures;
  },
  many: async () => {
    const needs = numbered("run", 200);
    const ran = await run({ name: "many", count: 200, needs });
    const last = Math.max(...needs.map((each) => at(ran, each)));
    return {
      "200 works: command → the last one's run(), s": last - ran.started,
      "200 works: command → exit, s": ran.exited - ran.started,
    };
  },
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

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
