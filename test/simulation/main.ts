/**
 * `npm run simulate`: `--seed 123` runs one seed, with `--trace` line by line; `--seeds 100000` runs that many,
 * from `--from` on. A seed that fails is shrunk to the shortest list of faults that still fails.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { planOf } from "./plan.ts";
import { simulate, simulateTwice } from "./run.ts";
import { shrink } from "./shrink.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string" },
    from: { type: "string", default: "1" },
    trace: { type: "boolean", default: false },
    once: { type: "boolean", default: false },
    first: { type: "boolean", default: false },
    part: { type: "boolean", default: false },
  },
});

const count = Number(values.seeds ?? "1000");
const from = Number(values.from);
/** Seeds that are worth another process. */
const worth = 5000;

if (values.seed !== undefined) await one(Number(values.seed));
else if (count >= worth && !values.part) await onAllCores();
else await many(count, from);

/** Seeds know nothing of each other: each core takes its share of them. */
async function onAllCores(): Promise<void> {
  const cores = availableParallelism();
  const share = Math.ceil(count / cores);
  const flags = [...(values.once ? ["--once"] : []), ...(values.first ? ["--first"] : [])];
  const codes = await Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const seeds = Math.min(share, count - core * share);
      const range = ["--seeds", String(seeds), "--from", String(from + core * share), "--part"];
      const child = spawn(process.execPath, [import.meta.filename, ...range, ...flags], {
        stdio: "inherit",
      });
      return new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
    }),
  );
  process.exitCode = Math.max(...codes);
}

async function one(seed: number): Promise<void> {
  const result = await simulate(planOf(seed), true);
  if (values.trace) for (const line of result.lines) console.log(line);
  console.log(`seed ${seed}: ${result.plan.name}, ${result.events} events, hash ${result.hash}`);
  console.log(`faults: ${JSON.stringify(result.plan.faults)}`);
  console.log(result.failure ?? "Everything holds.");
  if (result.failure !== undefined) process.exitCode = 1;
}

async function many(count: number, from: number): Promise<void> {
  const seen = new Set<string>();
  let [failed, events] = [0, 0];
  const began = process.hrtime.bigint();
  for (let seed = from; seed < from + count; seed++) {
    const result = values.once ? await simulate(planOf(seed)) : await simulateTwice(seed);
    for (const what of result.seen) seen.add(what);
    events += result.events;
    if (result.failure !== undefined) {
      failed += 1;
      const faults = values.first ? result.plan.faults : await shrink(result.plan);
      console.log(
        `seed ${seed} (${result.plan.name}): ${result.failure}\n  with ${JSON.stringify(faults)}`,
      );
      process.exitCode = 1;
      if (values.first) break;
    }
    if ((seed - from + 1) % 1000 === 0) console.error(`${from} to ${seed}: ${failed} failed`);
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  console.log(`${count} seeds, ${failed} failed, ${events} events, ${seconds.toFixed(1)} s`);
  console.log(`sometimes: ${[...seen].sort().join(" · ")}`);
}
