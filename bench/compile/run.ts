/**
 * How long a cold `thunderhead compile examples/boring/app.ts` takes, whole process, bundles and archives
 * included, beside `cdk synth` of the same infrastructure written by hand (cdk/app.ts). Both run in turns on
 * the same machine, each into an empty folder; medians decide.
 *
 *   node bench/compile/run.ts [rounds]      npm run bench:compile
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../median.ts";

const root = join(import.meta.dirname, "../..");
const cdk = join(import.meta.dirname, "cdk");
const target = 150;
const rounds = Number(process.argv[2] ?? 15);

interface Contender {
  readonly name: string;
  /** Runs once into an empty folder and says how many milliseconds the process took. */
  readonly once: (folder: string) => number;
}

const contenders: readonly Contender[] = [
  { name: "thunderhead compile", once: (folder) => compile(folder, {}) },
  {
    name: "thunderhead compile, no compile cache",
    once: (folder) => compile(folder, { NODE_DISABLE_COMPILE_CACHE: "1" }),
  },
  { name: "cdk synth (node app.ts)", once: synth },
  { name: "node, empty program", once: (folder) => timed(["-e", "0"], folder, {}) },
];

main();

function main(): void {
  prepare();
  const scratch = mkdtempSync(join(tmpdir(), "bench-compile-"));
  try {
    const times = measure(scratch);
    report(times);
    const ours = median(times.get("thunderhead compile") ?? []);
    process.exitCode = ours <= target ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function prepare(): void {
  execFileSync(process.execPath, [join(root, "setup/build.ts")], { stdio: ["ignore", 2, 2] });
  if (existsSync(join(cdk, "node_modules"))) return;
  process.stderr.write("Installing aws-cdk-lib, once.\n");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: cdk, stdio: ["ignore", 2, 2] });
}

/** In turns, so that a busy minute hits all alike. The first two rounds warm caches and are dropped. */
function measure(scratch: string): ReadonlyMap<string, readonly number[]> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = -2; round < rounds; round++) {
    for (const { name, once } of contenders) {
      const folder = mkdtempSync(join(scratch, "round-"));
      const took = once(folder);
      if (round >= 0) times.get(name)?.push(took);
      process.stderr.write(".");
      rmSync(folder, { recursive: true, force: true });
    }
  }
  process.stderr.write("\n");
  return times;
}

/** On a copy without infra/ and lock: everything is written anew. */
function compile(folder: string, environment: Readonly<Record<string, string>>): number {
  const boring = join(root, "examples/boring");
  for (const name of ["app.ts", "scripts"])
    cpSync(join(boring, name), join(folder, name), { recursive: true });
  const took = timed(
    [join(root, "bin/thunderhead.mjs"), "compile", join(folder, "app.ts")],
    folder,
    environment,
  );
  const bundles = readdirSync(join(folder, "infra/bundles")).filter((name) =>
    name.endsWith(".tar.gz"),
  );
  if (bundles.length !== 3 || !existsSync(join(folder, "infra/index.ts")))
    throw new Error("compile left something out");
  return took;
}

function synth(folder: string): number {
  const took = timed([join(cdk, "app.ts")], cdk, { CDK_OUTDIR: folder });
  const template: unknown = JSON.parse(readFileSync(join(folder, "boring.template.json"), "utf8"));
  if (typeof template !== "object") throw new Error("cdk synth wrote no template");
  return took;
}

function timed(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): number {
  const started = performance.now();
  // What a command tells people is kept for the case that it fails.
  execFileSync(process.execPath, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  return performance.now() - started;
}

function report(times: ReadonlyMap<string, readonly number[]>): void {
  const ours = median(times.get("thunderhead compile") ?? []);
  const rows = [...times].map(([name, list]) => [
    name.padEnd(40),
    `${Math.round(median(list))} ms`.padStart(9),
    `${Math.round(Math.min(...list))}…${Math.round(Math.max(...list))}`.padStart(14),
    `${(median(list) / ours).toFixed(1)}×`.padStart(8),
  ]);
  const header = ["".padEnd(40), "median".padStart(9), "min…max".padStart(14), "ratio".padStart(8)];
  const lines = [header, ...rows].map((row) => row.join(" "));
  const { model = "?" } = cpus()[0] ?? {};
  process.stdout.write(
    `${lines.join("\n")}\n\nTarget ${target} ms. ${rounds} rounds, Node ${process.version}, ${cpus().length} × ${model}.\n`,
  );
}
