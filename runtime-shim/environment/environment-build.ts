import { spawn } from "node:child_process";
import { access, mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { removeTree } from "#volume/tree.ts";
import { lockFile } from "./lock.ts";
import type { Python } from "./python.ts";

export interface Build {
  readonly python: Python;
  readonly requirements: readonly string[];
  /** What pip is given instead, every package with its hashes; absent where nothing is locked. */
  readonly locked?: string | undefined;
  /** Where the environment belongs; there only when whole. */
  readonly place: string;
  /** The environment's own interpreter, below `place`. */
  readonly interpreter: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Where others keep environments of the same name: what one machine has built, the next brings. */
export interface SharedEnvironments {
  /** Brings it to its place; whether there was one. */
  readonly bring: (place: string) => Promise<boolean>;
  /** Takes a copy, which nobody waits for. */
  readonly keep: (place: string) => void;
}

export interface BuildOptions {
  readonly shared?: SharedEnvironments;
  readonly onProgress?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const keptLines = 15;
const complete = "thunderhead.json";

/** Builds unless it is there. Two builders of one environment wait for each other; a half-built one is never seen. */
export async function buildEnvironment(build: Build, options: BuildOptions): Promise<void> {
  if (await isWhole(build)) return;
  await mkdir(dirname(build.place), { recursive: true });
  const waiting = (): void =>
    options.onProgress?.(`Waiting for another process that builds the same Python environment`);
  const unlock = await lockFile(`${build.place}.lock`, {
    onWait: waiting,
    ...(options.signal && { signal: options.signal }),
  });
  try {
    if (!(await isWhole(build)) && !(await isBrought(build, options))) {
      await buildWhole(build, options);
      options.shared?.keep(build.place);
    }
  } finally {
    unlock();
  }
}

async function isBrought(build: Build, { shared, onProgress }: BuildOptions): Promise<boolean> {
  if (shared === undefined) return false;
  onProgress?.("Looking for the Python environment that another machine has built");
  await removeTree(build.place);
  return (await shared.bring(build.place)) && (await isWhole(build));
}

/** The marker is written last, so an environment with one is whole; an interpreter that was since removed makes it stale. */
async function isWhole({ place, interpreter }: Build): Promise<boolean> {
  const there = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );
  return (await there(join(place, complete))) && (await there(interpreter));
}

async function buildWhole(build: Build, options: BuildOptions): Promise<void> {
  const { place, python, requirements, locked } = build;
  const what = `${requirements.join(", ")}${locked === undefined ? "" : " as locked"}`;
  options.onProgress?.(`Building a Python ${python.version} environment with ${what} (once)`);
  await removeTree(place);
  // A virtual environment knows its own path, so it is built where it will lie, and its marker tells whether it is whole.
  try {
    await install(build, options);
    await writeFile(
      join(place, `${complete}.part`),
      `${JSON.stringify({ python: python.version, requirements }, undefined, 2)}\n`,
    );
    await rename(join(place, `${complete}.part`), join(place, complete));
  } catch (error) {
    await removeTree(place);
    throw error;
  }
}

async function install(build: Build, options: BuildOptions): Promise<void> {
  const { python, place, interpreter } = build;
  if (await hasUv(build)) {
    await run(["uv", "venv", "--quiet", "--python", python.executable, place], build, options);
    const uv = ["uv", "pip", "install", "--python", interpreter, "--compile-bytecode"];
    await run([...uv, ...(await wanted(build))], build, options);
    return;
  }
  const pip = ["install", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
  if (await pipInstallsElsewhere(build)) {
    // Copying pip into every environment takes longer than most installations.
    await run([python.executable, "-m", "venv", "--without-pip", place], build, options);
    const other = [python.executable, "-m", "pip", "--python", interpreter, ...pip];
    await run([...other, ...(await wanted(build))], build, options);
    return;
  }
  await run([python.executable, "-m", "venv", place], build, options);
  await run([interpreter, "-m", "pip", ...pip, ...(await wanted(build))], build, options);
}

/** A lock is installed as it stands: a package that is not what its hash says is refused. */
async function wanted({ place, requirements, locked }: Build): Promise<readonly string[]> {
  if (locked === undefined) return requirements;
  const file = join(place, "requirements.txt");
  await writeFile(file, locked);
  return ["--require-hashes", "-r", file];
}

/** `pip --python` came with 22.3. */
async function pipInstallsElsewhere(build: Build): Promise<boolean> {
  const said = await run([build.python.executable, "-m", "pip", "--version"], build, {}).catch(
    () => "",
  );
  const [, major, minor] = /^pip (\d+)\.(\d+)/.exec(said) ?? [];
  return Number(major) > 22 || (Number(major) === 22 && Number(minor) >= 3);
}

const hasUv = (build: Build): Promise<boolean> =>
  run(["uv", "--version"], build, {}).then(
    () => true,
    () => false,
  );

/** Runs one builder to its end and answers its last lines, which are also its error. */
function run(
  [program = "", ...args]: readonly string[],
  build: Build,
  { onProgress, signal }: BuildOptions,
): Promise<string> {
  const lines: string[] = [];
  const child = spawn(program, args, {
    env: { ...build.environment },
    stdio: ["ignore", "pipe", "pipe"],
    ...(signal && { signal }),
  });
  const keep = (text: string): void => {
    for (const line of text.split(/\r?\n/).filter((part) => part.trim() !== "")) {
      lines.push(line);
      if (/^(Collecting|Downloading|Installing|Building|Resolved|Prepared)/.test(line.trim()))
        onProgress?.(line.trim());
    }
    lines.splice(0, lines.length - keptLines);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", keep);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, killed) =>
      code === 0
        ? resolve(lines.join("\n"))
        : reject(new Error(failure(build, { program, how: killed ?? `exit code ${code}`, lines }))),
    );
  });
}

function failure(
  { requirements, python }: Build,
  ran: { readonly program: string; readonly how: string; readonly lines: readonly string[] },
): string {
  const said = ran.lines.map((line) => `  ${line}`).join("\n");
  const venv = /ensurepip|No module named venv/.test(said)
    ? "\nOn Debian and Ubuntu: apt install python3-venv."
    : "";
  return `The Python ${python.version} environment with ${requirements.join(", ")} could not be built: ${basename(ran.program)} ended with ${ran.how}. It said:\n${said}${venv}`;
}
