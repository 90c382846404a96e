/**
 * How long after a save of one file of a 50-file app the answer is there: from `thunderhead check --watch`,
 * beside a cold `thunderhead check` of the same app and `tsc --noEmit --watch` on it. All run in turns on the
 * same machine; medians decide.
 *
 *   node bench/watch/run.ts [rounds]      npm run bench:watch
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
// The program itself: started by its launcher, which becomes it, it hears of no change.
import getExePath from "../../node_modules/typescript7/lib/getExePath.js";
import { median } from "../median.ts";
import { appFiles, saved, savedText } from "./app.ts";

const root = join(import.meta.dirname, "../..");
const command = join(root, "bin/thunderhead.mjs");
const tscFlags = ["--noEmit", "--watch", "--preserveWatchOutput", "-p", "."];
const target = 50;
/** Milliseconds after which no answer comes any more. */
const patience = 5000;
const rounds = Number(process.argv[2] ?? 20);
const warmUps = 3;

async function main(): Promise<void> {
  execFileSync(process.execPath, [join(root, "setup/build.ts")], { stdio: ["ignore", 2, 2] });
  execFileSync(process.execPath, [join(root, "setup/types.ts")], { stdio: ["ignore", 2, 2] });
  const scratch = mkdtempSync(join(tmpdir(), "bench-watch-"));
  // Two folders down: tsc watches the folder above a project as well, and hears nothing where that is all of /tmp.
  const folder = join(scratch, "projects", "app");
  writeApp(folder);
  const ours = follow(
    folder,
    [process.execPath, command, "check", "--watch", "--json"],
    /"bundled":false/,
  );
  const tsc = follow(folder, [getExePath(), ...tscFlags], /Watching for file changes/);
  try {
    const times = await measure(folder, { ours, tsc });
    report(times);
    process.exitCode = median(times.get("check --watch") ?? []) <= target ? 0 : 1;
  } finally {
    ours.child.kill();
    tsc.child.kill();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function writeApp(folder: string): void {
  for (const [file, text] of Object.entries(appFiles)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const compilerOptions = {
    strict: true,
    target: "esnext",
    module: "nodenext",
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/thunderhead"));
}

interface Follower {
  readonly child: ChildProcess;
  /** Resolves with the next answer. */
  readonly next: () => Promise<string>;
}

function follow(
  cwd: string,
  [program = "", ...args]: readonly string[],
  isAnswer: RegExp,
): Follower {
  // tsc ends its watch when stdin does.
  const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "ignore"] });
  let heard = (_: string): void => {};
  let rest = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (isAnswer.test(line)) heard(line);
  });
  const next = (): Promise<string> =>
    new Promise((resolve) => {
      heard = resolve;
      // Where the system has no watchers left, a watcher may hear nothing, and says nothing of it.
      setTimeout(() => resolve(""), patience);
    });
  return { child, next };
}

/** In turns, so that a busy minute hits all alike; the first rounds warm up and are dropped. */
async function measure(
  folder: string,
  { ours, tsc }: { readonly ours: Follower; readonly tsc: Follower },
): Promise<ReadonlyMap<string, readonly number[]>> {
  const names = ["check --watch", "of it, looking", "tsc --noEmit --watch", "cold check"] as const;
  const times = new Map(names.map((name) => [name, [] as number[]]));
  await Promise.all([ours.next(), tsc.next()]);
  for (let round = -warmUps; round < rounds; round++) {
    await quiet();
    const started = performance.now();
    const answers = [ours.next(), tsc.next()].map(async (answer) => ({
      text: await answer,
      took: performance.now() - started,
    }));
    writeFileSync(join(folder, saved), savedText(9000 + round));
    const [first, second] = await Promise.all(answers);
    await quiet();
    const cold = coldCheck(folder);
    if (!first || !second || round < 0) continue;
    const { milliseconds, diagnostics } = JSON.parse(first.text);
    if (diagnostics.length > 0) throw new Error(first.text);
    times.get("check --watch")?.push(first.took);
    times.get("of it, looking")?.push(milliseconds);
    if (second.text !== "") times.get("tsc --noEmit --watch")?.push(second.took);
    times.get("cold check")?.push(cold);
    process.stderr.write(".");
  }
  process.stderr.write("\n");
  return times;
}

/** Until the bundles that follow an answer are made. */
const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 500));

function coldCheck(folder: string): number {
  const started = performance.now();
  execFileSync(process.execPath, [command, "check"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  return performance.now() - started;
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const ours = median(times.get("check --watch") ?? []);
  const answered = [...times].filter(([, list]) => list.length > 0);
  const rows = answered.map(([name, list]) => [
    name.padEnd(24),
    `${median(list).toFixed(0)} ms`.padStart(9),
    `${Math.min(...list).toFixed(0)}…${Math.max(...list).toFixed(0)}`.padStart(12),
    `${(median(list) / ours).toFixed(1)}×`.padStart(8),
  ]);
  const header = ["".padEnd(24), "median".padStart(9), "min…max".padStart(12), "ratio".padStart(8)];
  const { model = "?" } = cpus()[0] ?? {};
  process.stdout.write(
    `${[header, ...rows].map((row) => row.join(" ")).join("\n")}\n\nTarget ${target} ms. ${rounds} rounds, 50 files, 48 works, Node ${process.version}, ${cpus().length} × ${model}.\n`,
  );
}

await main();
