/**
 * How long a cold `thunderhead compile` takes for an app of 10, 100 and 1,000 works, whole process, program and
 * bundles included; how many files that is to read, and how many resources it registers; beside `tsc --noEmit`
 * of the same app. In turns on the same machine; medians decide.
 *
 *   node bench/scale/run.ts [rounds]      npm run bench:scale
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../median.ts";
import { appOf, sizeOf } from "./app.ts";

const root = join(import.meta.dirname, "../..");
const sizes = [10, 100, 1_000] as const;
const target = { milliseconds: 1_500, files: 15 };
const rounds = Number(process.argv[2] ?? 7);

const times = new Map<string, number[]>();
const programs = new Map<number, Program>();
const scratch = mkdtempSync(join(tmpdir(), "bench-scale-"));

interface Program {
  /** Beside the components, which are the same for every app. */
  readonly files: number;
  readonly resources: number;
}

try {
  execFileSync(process.execPath, [join(root, "setup/build.ts")], { stdio: ["ignore", 2, 2] });
  for (let round = -1; round < rounds; round++) {
    for (const works of sizes) {
      const folder = write(works, round);
      note(`compile ${works}`, { round, took: timed(folder, compile) });
      note(`tsc ${works}`, { round, took: timed(folder, typeCheck) });
      programs.set(works, look(folder));
    }
    process.stderr.write(".");
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = report() ? 0 : 1;

/** A new folder each time: everything is written anew. */
function write(works: number, round: number): string {
  const folder = join(scratch, `${works}-${round}`);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  symlinkSync(root, join(folder, "node_modules", "thunderhead"));
  symlinkSync(join(root, "node_modules/@types"), join(folder, "node_modules", "@types"));
  writeFileSync(join(folder, "app.ts"), appOf(sizeOf(works)));
  const compilerOptions = {
    ...{ noEmit: true, strict: true, skipLibCheck: true },
    ...{ module: "nodenext", types: ["node"], allowImportingTsExtensions: true },
    paths: { thunderhead: [join(root, "runtime-shim/sdk/index.ts")] },
  };
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: ["app.ts"] }),
  );
  return folder;
}

function timed(folder: string, run: (folder: string) => void): number {
  const started = performance.now();
  run(folder);
  return performance.now() - started;
}

function compile(folder: string): void {
  const command = [join(root, "bin/thunderhead.mjs"), "compile", "app.ts", "--json"];
  const stdout = execFileSync(process.execPath, command, { cwd: folder, encoding: "utf8" });
  writeFileSync(join(folder, "compiled.json"), stdout);
}

function typeCheck(folder: string): void {
  execFileSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, stdio: "pipe" });
}

function look(folder: string): Program {
  const text = readFileSync(join(folder, "compiled.json"), "utf8");
  const { files, resources }: { files: readonly string[]; resources: number } = JSON.parse(text);
  const own = files.filter((file) => file.endsWith(".ts") && !/\/(components|extra)\//.test(file));
  return { files: own.length - 1, resources };
}

function note(what: string, { round, took }: { round: number; took: number }): void {
  if (round < 0) return;
  times.set(what, [...(times.get(what) ?? []), took]);
}

function report(): boolean {
  const header = `${"".padEnd(14)} ${"compile".padStart(9)} ${"tsc".padStart(9)} ${"ratio".padStart(6)} ${"files".padStart(6)} ${"resources".padStart(10)}`;
  const rows = sizes.map((works) => {
    const [ours, theirs] = [medianOf(`compile ${works}`), medianOf(`tsc ${works}`)];
    const { files = 0, resources = 0 } = programs.get(works) ?? {};
    return `${`${works} works`.padEnd(14)} ${milliseconds(ours)} ${milliseconds(theirs)} ${(ours / theirs).toFixed(2).padStart(6)} ${`${files}`.padStart(6)} ${`${resources}`.padStart(10)}`;
  });
  const { model = "?" } = cpus()[0] ?? {};
  process.stdout.write(
    `${[header, ...rows].join("\n")}\n\nTarget ${target.milliseconds} ms and ${target.files} files at 1,000 works. ${rounds} rounds, Node ${process.version}, ${cpus().length} × ${model}.\n`,
  );
  const { files = Number.POSITIVE_INFINITY } = programs.get(1_000) ?? {};
  return medianOf("compile 1000") <= target.milliseconds && files <= target.files;
}

function milliseconds(value: number): string {
  return `${Math.round(value)} ms`.padStart(9);
}

function medianOf(what: string): number {
  return median(times.get(what) ?? []);
}
