import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../median.ts";
import { commandOf, familyOf, memoryOf, processorTime } from "./processes.ts";
import { now, type Ran, runApp } from "./run-app.ts";

/** What one run of an app shows, by name, in the unit of the name. */
export type Figures = Readonly<Record<string, number>>;

const root = join(import.meta.dirname, "../..");
const gap = (ran: Ran, from: string, to: string): number =>
  (ran.marks.get(to) ?? Number.NaN) - (ran.marks.get(from) ?? Number.NaN);

/** The success leaves the agent; the next work's process is started; its `run()` begins. */
export const chain = (): Promise<Figures> =>
  runApp("chain", {}, (ran) => {
    const starts = ran.hooks.flatMap(([name, at], index) => {
      const next =
        name === "settle" ? ran.hooks.slice(index).find(([later]) => later === "spawn") : undefined;
      return next === undefined ? [] : [next[1] - at];
    });
    const hops = Array.from({ length: 9 }, (_, i) => gap(ran, `end.${i}`, `run.${i + 1}`));
    return {
      "success → successor's start, ms": median(starts) * 1000,
      "run() returned → successor's run(), ms": median(hops) * 1000,
    };
  });

const burst = 40_000;

/**
 * A patch of a work is sent that many times as fast as the line takes it: a work by itself says what has
 * changed at most a hundred times a second, and would be what is measured.
 */
export const patches = (): Promise<Figures> =>
  runApp(
    "counter",
    { env: { BENCH_FLOOD: String(burst) }, config: { count: "2000", pace: "20" } },
    (ran) => {
      const sent = ran.hooks.find(([name]) => name === "flood")?.[1] ?? Number.NaN;
      const durable = ran.hooks.find(
        ([name]) => Number(name.split("acknowledged.")[1]) >= burst,
      )?.[1];
      return {
        "state patches through the controller, /s": burst / ((durable ?? Number.NaN) - sent),
        "40,000 patches and the rest of the run: appends": appendsIn(ran.directory),
      };
    },
  );

export const assignments = (): Promise<Figures> =>
  runApp("counter", { config: { count: "100000" } }, (ran) => ({
    "100,000 assignments: first → flow sees the last, s": gap(ran, "run", "last"),
  }));

export const failure = (): Promise<Figures> =>
  runApp("fails", {}, (ran) => ({
    "exception → command gone with exit code 1, s":
      ran.code === 1 ? ran.exited - (ran.marks.get("raise") ?? Number.NaN) : Number.NaN,
  }));

const idleSeconds = 20;

export async function idle(): Promise<Figures> {
  let figures: Figures = {};
  let watched = 0;
  const meanwhile: Parameters<typeof runApp>[1]["meanwhile"] = async (child, marks) => {
    while (!marks().has("run")) await sleep(50);
    await sleep(3_000);
    const family = familyOf(child.pid ?? 0);
    const before = processorTime(family);
    await sleep(idleSeconds * 1000);
    const used = processorTime(family) - before;
    watched = now();
    const work = family.find((pid) => /wait-\w+\/index\.mjs/.test(commandOf(pid)));
    const { rss, pss } = memoryOf(work ?? child.pid ?? 0);
    figures = {
      "idle: processor, % of a core": (used / idleSeconds) * 100,
      "a work's process, MiB resident": rss,
      "a work's process, MiB of its own and its share": pss,
      "the whole app, MiB of its own and its share": family.reduce(
        (sum, pid) => sum + memoryOf(pid).pss,
        0,
      ),
    };
  };
  return runApp("idle", { meanwhile }, (ran) => ({
    ...figures,
    [`idle: ticks in ${idleSeconds} s`]: ticksBetween(ran, watched - idleSeconds, watched),
    "idle: records in the whole run": recordsIn(ran.directory),
  }));
}

/** A launch makes one tick at least: none at all is a hook that hears nothing. */
function ticksBetween({ hooks }: Ran, from: number, to: number): number {
  const ticks = hooks.filter(([name]) => name === "tick");
  return ticks.length === 0 ? Number.NaN : ticks.filter(([, at]) => at > from && at < to).length;
}

export const many = (): Promise<Figures> =>
  runApp("many", {}, (ran) => {
    if (ran.code !== 0) throw new Error(`200 works ended with ${ran.code}`);
    const runs = [...ran.marks].filter(([name]) => name.startsWith("run.")).map(([, at]) => at);
    if (runs.length !== 200) throw new Error(`${runs.length} of 200 works ran`);
    return {
      "200 works: command → the last one's run(), s": Math.max(...runs) - ran.started,
      "200 works: command → exit, s": ran.exited - ran.started,
    };
  });

/** The boring app from the command to its first work's `run()`, by the events that the command prints. */
export async function first(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "bench-boring-"));
  try {
    for (const name of ["app.ts", "scripts"])
      cpSync(join(root, "examples/boring", name), join(folder, name), { recursive: true });
    const started = now();
    const child = spawn(
      process.execPath,
      [join(root, "bin/thunderhead.mjs"), "run", "app.ts", "--no-open", "--json"],
      {
        cwd: folder,
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const at = new Map<string, number>();
    let text = "";
    for await (const chunk of child.stdout) {
      text += String(chunk);
      if (!at.has("source") && /"work":"source"[^\n]*"stage":"running"/.test(text))
        at.set("source", now());
      if (!at.has("url") && /"event":"url","work":"serve","url":"http/.test(text)) {
        at.set("url", now());
        child.kill("SIGINT");
      }
    }
    return {
      "boring: command → first work runs, s": (at.get("source") ?? Number.NaN) - started,
      "boring: command → its page answers, s": (at.get("url") ?? Number.NaN) - started,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function inJournal(directory: string, sql: string): number {
  const [launch = ""] = readdirSync(directory);
  const database = new DatabaseSync(join(directory, launch, "journal.sqlite"));
  const row = database.prepare(sql).get();
  database.close();
  return Number(row?.["n"]);
}

const appendsIn = (directory: string): number =>
  inJournal(directory, "SELECT count(*) AS n FROM batches");
const recordsIn = (directory: string): number =>
  inJournal(directory, "SELECT sum(json_array_length(records)) AS n FROM batches");
