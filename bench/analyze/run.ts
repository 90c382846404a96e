/**
 * How long the analysis of an app of 10, 100 and 1,000 works takes (200 files at the largest), and how much
 * memory; beside parsing the same files alone, and beside `tsc --noEmit` of them. Each in a process of its own,
 * in turns; medians decide.
 *
 *   node bench/analyze/run.ts [rounds]      npm run bench:analyze
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { median } from "../median.ts";
import { appOf } from "./app.ts";

const root = join(import.meta.dirname, "../..");
const sizes = [10, 100, 1_000] as const;
const rounds = Number(process.argv[2] ?? 7);
/** Of a column. */
const width = 24;
const target = { milliseconds: 1_000, megabytes: 300 };

interface Figure {
  readonly milliseconds: number;
  readonly processor: number;
  readonly megabytes: number;
}

const kinds = ["analyze", "parse", "tsc --noEmit"] as const;
type Kind = (typeof kinds)[number];

const measured = new Map<string, Figure[]>();
const scratch = mkdtempSync(join(tmpdir(), "bench-analyze-"));
try {
  for (const works of sizes) write(works);
  for (let round = -1; round < rounds; round++) {
    for (const works of sizes) for (const kind of kinds) note(round, { works, kind });
    process.stderr.write(".");
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = report() ? 0 : 1;

/** The app on disk, with what `tsc` needs of a project. */
function write(works: number): void {
  const folder = join(scratch, String(works));
  for (const [name, text] of Object.entries(appOf(works))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "thunderhead"));
  symlinkSync(join(root, "node_modules/@types"), join(folder, "node_modules", "@types"));
  const options = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: "nodenext",
    types: ["node"],
    allowImportingTsExtensions: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: options }));
}

/** The first round warms caches and is dropped. */
function note(
  round: number,
  { works, kind }: { readonly works: number; readonly kind: Kind },
): void {
  const folder = join(scratch, String(works));
  const figure = kind === "tsc --noEmit" ? check(folder) : inProcess(kind, folder);
  if (round < 0) return;
  const key = `${kind} ${works}`;
  measured.set(key, [...(measured.get(key) ?? []), figure]);
}

function inProcess(kind: Kind, folder: string): Figure {
  const out = execFileSync(process.execPath, [join(import.meta.dirname, "once.ts"), kind, folder]);
  const figure: Figure = JSON.parse(out.toString());
  return figure;
}

function check(folder: string): Figure {
  const started = performance.now();
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", folder], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  return { milliseconds: performance.now() - started, processor: 0, megabytes: 0 };
}

function report(): boolean {
  const lines = kinds.map((kind) => {
    const cells = sizes.map((works) => {
      const all = measured.get(`${kind} ${works}`) ?? [];
      const time = median(all.map(({ milliseconds }) => milliseconds));
      const processor = median(all.map((one) => one.processor));
      const memory = median(all.map(({ megabytes }) => megabytes));
      const inside = ` (${Math.round(processor)}), ${Math.round(memory)} MB`;
      return `${Math.round(time)} ms${memory > 0 ? inside : ""}`.padStart(width);
    });
    return kind.padEnd(14) + cells.join("");
  });
  const header = " ".repeat(14) + sizes.map((works) => `${works} works`.padStart(width)).join("");
  const of = (kind: Kind, works: number, what: keyof Figure) =>
    median((measured.get(`${kind} ${works}`) ?? []).map((one) => one[what]));
  const time = of("analyze", 1_000, "milliseconds");
  const memory = of("analyze", 1_000, "megabytes");
  const growth = time / of("analyze", 100, "milliseconds");
  const { model = "?" } = cpus()[0] ?? {};
  process.stdout.write(`${[header, ...lines].join("\n")}

1,000 works: ${(time / of("parse", 1_000, "milliseconds")).toFixed(1)}× parsing alone, ${(of("tsc --noEmit", 1_000, "milliseconds") / time).toFixed(1)}× faster than tsc; ${growth.toFixed(1)}× the time of 100 works.
Target ${target.milliseconds} ms, ${target.megabytes} MB. ${rounds} rounds, Node ${process.version}, ${cpus().length} × ${model}, load ${loadavg()[0]?.toFixed(1)}.
In brackets: processor time of all threads.
`);
  return time <= target.milliseconds && memory <= target.megabytes;
}
