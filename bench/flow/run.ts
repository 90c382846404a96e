/**
 * How quick the simulation is: from a success to its successor, state patches, failure to exit, idle, two
 * hundred works, memory. With `--lightning` the same apps run on Lightning 2.2.5 in turns, in the same minutes.
 *
 *   node bench/flow/run.ts [rounds] [--lightning] [--only NAME]      npm run bench:flow
 */
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { median } from "../median.ts";
import {
  assignments,
  chain,
  type Figures,
  failure,
  first,
  idle,
  many,
  patches,
} from "./figures.ts";
import { installLightning, lightning } from "./lightning.ts";

const words = process.argv.slice(2);
const rounds = Number(words.find((word) => /^\d+$/.test(word)) ?? 3);
const beside = words.includes("--lightning");
const only = words.includes("--only") ? words[words.indexOf("--only") + 1] : undefined;

const ours: Readonly<Record<string, () => Promise<Figures>>> = {
  first,
  chain,
  patches,
  assignments,
  failure,
  idle,
  many,
};

/** What this project has promised of itself, in the figure's own unit. */
const bars: Readonly<Record<string, { readonly most?: number; readonly least?: number }>> = {
  "success → successor's start, ms": { most: 10 },
  "state patches through the controller, /s": { least: 10_000 },
  "exception → command gone with exit code 1, s": { most: 1 },
  "idle: processor, % of a core": { most: 0.2 },
  "idle: ticks in 20 s": { most: 0 },
  "boring: command → first work runs, s": { most: 1 },
};

if (only !== undefined && !(only in ours))
  throw new Error(`There is no figure \`${only}\`: --only takes ${Object.keys(ours).join(", ")}.`);

execFileSync(process.execPath, [join(import.meta.dirname, "../../setup/build.ts")], {
  stdio: ["ignore", 2, 2],
});
if (beside) installLightning();
report(await measure());

interface Sides {
  readonly ours: Map<string, number[]>;
  readonly theirs: Map<string, number[]>;
  readonly load: number[];
}

/** In turns, so that a busy minute hits both. */
async function measure(): Promise<Sides> {
  const sides: Sides = { ours: new Map(), theirs: new Map(), load: [] };
  for (let round = 0; round < rounds; round++) {
    for (const [name, figures] of Object.entries(ours)) {
      if (only !== undefined && only !== name) continue;
      sides.load.push(loadavg()[0] ?? 0);
      note(sides.ours, await figures());
      const theirs = beside ? lightning[name] : undefined;
      if (theirs) note(sides.theirs, await theirs());
      process.stderr.write(".");
    }
  }
  process.stderr.write("\n");
  return sides;
}

function note(into: Map<string, number[]>, figures: Figures): void {
  for (const [name, value] of Object.entries(figures))
    into.set(name, [...(into.get(name) ?? []), value]);
}

function report({ ours: mine, theirs, load }: Sides): void {
  const rows = [...mine].map(([name, values]) => [
    name,
    shown(median(values)),
    `${shown(Math.min(...values))}…${shown(Math.max(...values))}`,
    barOf(name, median(values)),
    theirs.has(name) ? shown(median(theirs.get(name) ?? [])) : "",
  ]);
  const table = [["", "median", "min…max", "bar", beside ? "Lightning 2.2.5" : ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...table.map((row) => (row[column] ?? "").length)),
  );
  for (const row of table)
    process.stdout.write(
      `${row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  ")
        .trimEnd()}\n`,
    );
  const { model = "?" } = cpus()[0] ?? {};
  process.stdout.write(
    `\n${rounds} rounds, load ${shown(Math.min(...load))}…${shown(Math.max(...load))}, Node ${process.version}, ${cpus().length} × ${model}.\n`,
  );
}

function barOf(name: string, value: number): string {
  const { most, least } = bars[name] ?? {};
  if (most !== undefined) return `${value <= most ? "✓" : "✗"} ≤ ${most}`;
  return least === undefined ? "" : `${value >= least ? "✓" : "✗"} ≥ ${least}`;
}

function shown(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
