/**
 * How long publishing a Path takes, beside `cp` of the same tree followed by `sync`, in turns in one run: one
 * file of 1 GiB, and 10,000 small files. What an attempt has written is handed over as at the end of a run:
 * staged, on disk, described, sealed, and there for consumers.
 *
 *   node bench/paths/run.ts [rounds] [load]      npm run bench:paths
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import type { AttemptOrder } from "#protocol/call.ts";
import { defaultWorkSettings } from "#protocol/settings.ts";
import { localVolume } from "#providers/local/runtime/volume.ts";
import { median } from "../median.ts";

const rounds = Number(process.argv[2] ?? 5);
/** Part of a load's name. */
const only = process.argv[3] ?? "";
const bar = 0.9;
// Where launches lie: a temporary folder may be memory, which has no `sync`.
const scratch = mkdtempSync(join(process.env["BENCH_TMP"] ?? process.cwd(), ".bench-paths-"));

interface Load {
  readonly name: string;
  readonly write: (place: string) => void;
  /** Whether every tree is removed at once; else at the end, since the next `sync` would pay for it. */
  readonly large: boolean;
}

const loads: readonly Load[] = [
  {
    name: "1 file of 1 GiB",
    write: (place) =>
      execFileSync("dd", ["if=/dev/urandom", `of=${place}`, "bs=4M", "count=256", "status=none"]),
    large: true,
  },
  {
    name: "10,000 files of 4 KiB",
    large: false,
    write: (place) => {
      const content = Buffer.alloc(4096, "x");
      for (let folder = 0; folder < 100; folder++) {
        mkdirSync(join(place, String(folder)), { recursive: true });
        for (let file = 0; file < 100; file++) {
          content.writeUInt32LE(folder * 100 + file);
          writeFileSync(join(place, String(folder), `${file}.bin`), content);
        }
      }
    },
  },
];

// Digests are computed by a thread that keeps no process alive.
const alive = setInterval(() => {}, 1_000);
try {
  for (const load of loads.filter(({ name }) => name.includes(only)))
    report(load, await measure(load));
} finally {
  clearInterval(alive);
  discard(scratch);
}

interface Times {
  readonly publish: number[];
  readonly midRun: number[];
  /** Of a tree that is on disk. */
  readonly cp: number[];
  /** Of one that has just been written, as ours is. */
  readonly cpAtOnce: number[];
}

async function measure(load: Load): Promise<Times> {
  const times: Times = { publish: [], midRun: [], cp: [], cpAtOnce: [] };
  const source = join(scratch, "source");
  load.write(source);
  for (let round = 0; round < rounds; round++) {
    settle();
    times.cp.push(copyOf(source, load, `copy-${round}`));
    settle();
    const fresh = join(scratch, `fresh-${round}`);
    load.write(fresh);
    times.cpAtOnce.push(copyOf(fresh, load, `copy-at-once-${round}`));
    if (load.large) discard(fresh);
    times.publish.push(await publish(load, { round, move: true }));
    times.midRun.push(await publish(load, { round, move: false }));
    process.stderr.write(".");
  }
  discard(source);
  return times;
}

function copyOf(source: string, { large }: Load, name: string): number {
  const copy = join(scratch, name);
  const took = timed(() =>
    execFileSync("sh", ["-c", `cp -r "${source}" "${copy}" && sync -f "${scratch}"`]),
  );
  if (large) discard(copy);
  return took;
}

/** What was written is in memory and not yet on disk, as it is when a run has just ended: getting it there counts. */
async function publish(
  { write, large }: Load,
  { round, move }: { readonly round: number; readonly move: boolean },
): Promise<number> {
  const root = join(scratch, `volume-${round}-${move}`);
  const volume = localVolume({ root, attempts: join(root, "attempts"), bundles: root });
  const order = orderOf(`c${round}`);
  const { local } = await volume.prepare(order);
  const [output] = order.outputs;
  if (output === undefined) throw new Error("There is no output.");
  settle();
  write(local[output.name] ?? "");
  const started = performance.now();
  const published = await volume.publish(order, output, { move, number: 1 });
  const took = performance.now() - started;
  if (published === undefined) throw new Error("Nothing was published.");
  if (large) discard(root);
  return took;
}

/** What was there before is on disk: nobody's `sync` pays for another's writes. */
function settle(): void {
  execFileSync("sync", ["-f", scratch]);
}

function discard(place: string): void {
  execFileSync("chmod", ["-R", "u+w", place]);
  execFileSync("rm", ["-rf", place]);
}

function orderOf(call: string): AttemptOrder {
  const output = { name: "make.out", pathId: "p", field: "out", relative: "out" };
  return {
    ...{ call, attempt: 1, work: "make", workId: "make", bundle: "make", constructorArguments: [] },
    ...{
      arguments: [],
      inputs: [],
      outputs: [output],
      state: {},
      settings: defaultWorkSettings,
      config: {},
    },
  };
}

function timed(work: () => void): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function report({ name }: Load, { publish: handed, midRun, cp, cpAtOnce }: Times): void {
  const line = (what: string, list: readonly number[], speed?: number): string =>
    `  ${what.padEnd(40)} ${`${Math.round(median(list))} ms`.padStart(9)}  ${Math.round(Math.min(...list))}…${Math.round(Math.max(...list))}${speed === undefined ? "" : `  ${(speed * 100).toFixed(0)} % of cp's speed`}`;
  const ratio = (list: readonly number[], copies: readonly number[]): number =>
    median(list.map((took, index) => (copies[index] ?? 0) / took));
  const [atEnd, during] = [ratio(handed, cp), ratio(midRun, cpAtOnce)];
  process.stdout.write(
    `${name}\n${line("cp, then sync", cp)}\n${line("published at the end of a run", handed, atEnd)}\n${line("cp of what was just written, then sync", cpAtOnce)}\n${line("published while the run goes on", midRun, during)}\n`,
  );
  if (atEnd < bar || during < bar) process.exitCode = 1;
  const { model = "?" } = cpus()[0] ?? {};
  process.stdout.write(
    `  ${rounds} rounds, load ${loadavg()[0]?.toFixed(1)}, ${cpus().length} × ${model}\n\n`,
  );
}
