/**
 * `npm run mutants`: takes one safeguard after the other out of a copy of the runtime, and lets the simulation
 * look for what breaks. A safeguard whose absence nobody notices is not tested; a patch that no longer finds
 * its place says so.
 */
import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Mutant, mutants } from "./mutations.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const seeds = 1000;

const wanted = process.argv.slice(2);
let survivors = 0;
for (const mutant of mutants) {
  if (wanted.length > 0 && !wanted.includes(mutant.name)) continue;
  const found = await hunt(mutant);
  if (found === undefined) survivors += 1;
  console.log(`${mutant.name}: ${found ?? `NOT FOUND in ${seeds} seeds`}`);
}
if (survivors > 0) process.exitCode = 1;

async function hunt(mutant: Mutant): Promise<string | undefined> {
  const copy = mkdtempSync(join(tmpdir(), "mutant-"));
  try {
    for (const part of ["runtime-shim", "test/simulation", "test/runtime", "package.json"])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    for (const patch of mutant.patches) apply(copy, mutant, patch);
    return await firstFailure(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function apply(
  copy: string,
  { name }: Mutant,
  { file, from, to }: Mutant["patches"][number],
): void {
  const path = join(copy, file);
  const source = readFileSync(path, "utf8");
  if (source.split(from).length !== 2)
    throw new Error(
      `${name}: ${file} no longer has exactly one "${from}". Mend test/simulation/mutations.ts.`,
    );
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
}

function firstFailure(copy: string): Promise<string | undefined> {
  const args = ["test/simulation/main.ts", "--seeds", String(seeds), "--first", "--once"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: copy, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const line = stdout.split("\n").find((each) => each.startsWith("seed "));
      if (line === undefined && error !== null) throw new Error(`The copy does not run: ${stderr}`);
      resolve(line?.split("\n")[0]?.slice(0, 200));
    });
  });
}
