import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { seed } from "../../seed.ts";

const runs = Number(process.env["RUNS"] ?? 50_000);
const threads = 2;

/**
 * MB that a worker may have on top of what it has loaded: modules, sources and what fast-check keeps take some
 * forty. A single analysis that needs fifty more ends the worker.
 */
const heap = 40 + 50;
/** Nobody waits that long for a check; the fuel of an analysis ends it in a second or two. */
const patience = 60_000;

/** Bytes of the longest mutant. */
const longest = 1 << 16;

interface Outcome {
  readonly done: number;
  readonly whole: number;
}

function analyse(thread: number): Promise<Outcome> {
  const present = new Uint8Array(new SharedArrayBuffer(longest));
  const text = () =>
    Buffer.from(present.slice(0, present.findLastIndex((byte) => byte !== 0) + 1)).toString("utf8");
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    workerData: { seed: seed + thread, runs: Math.ceil(runs / threads), present },
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 16 },
  });
  return new Promise((resolve, reject) => {
    let failed = false;
    const stopped = async (why: unknown) => {
      failed = true;
      await worker.terminate();
      const cause = why instanceof Error && why.cause instanceof Error ? why.cause.stack : "";
      reject(new Error(`${why} (SEED=${seed})\n${cause}\n${text()}`));
    };
    let watch = setTimeout(stopped, patience, "An analysis does not end.");
    let outcome: Outcome = { done: 0, whole: 0 };
    worker.on("message", (told: Partial<Outcome>) => {
      outcome = { ...outcome, ...told };
      clearTimeout(watch);
      watch = setTimeout(stopped, patience, "An analysis does not end.");
    });
    worker.once("error", stopped);
    worker.once("exit", () => {
      clearTimeout(watch);
      if (!failed) resolve(outcome);
    });
  });
}

test("no mutation of an app's source crashes the compiler, keeps it busy or fills the memory", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: threads }, (_, thread) => analyse(thread)),
  );
  const sum = (key: keyof Outcome) => outcomes.reduce((total, one) => total + one[key], 0);
  expect(sum("done")).toBeGreaterThanOrEqual(runs);
  // Syntax errors alone would find nothing: a good part of them gets to the analysis.
  expect(sum("whole")).toBeGreaterThan(runs / 5);
}, 600_000);
