import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
export const now = (): number => Number(process.hrtime.bigint()) / 1e9;

export interface Ran {
  readonly started: number;
  readonly exited: number;
  readonly code: number | null;
  /** Seconds of each mark, first of its name, by name. */
  readonly marks: ReadonlyMap<string, number>;
  /** What the hook in the agent has noted, in order. */
  readonly hooks: readonly (readonly [string, number])[];
  /** Of the launch. */
  readonly directory: string;
}

interface Options {
  readonly config?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** While it runs; Ctrl-C follows when it resolves. Without it the app ends by itself. */
  readonly meanwhile?: (
    child: ChildProcess,
    marks: () => ReadonlyMap<string, number>,
  ) => Promise<void>;
}

/** Runs one of `apps/` from a copy of its own, and tidies up behind it once `look` has looked. */
export async function runApp<T>(
  name: string,
  { config = {}, env = {}, meanwhile }: Options,
  look: (ran: Ran) => T,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "bench-flow-"));
  try {
    cpSync(join(import.meta.dirname, "apps"), join(folder, "apps"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const [mark, hook] = [join(folder, "mark"), join(folder, "hook")];
    const pairs = Object.entries({ mark, ...config }).flatMap(([key, value]) => [
      "--config",
      `${key}=${value}`,
    ]);
    const app = join(folder, "apps", name, "app.ts");
    const started = now();
    const child = spawn(
      process.execPath,
      [join(root, "bin/thunderhead.mjs"), "run", app, "--no-open", "--json", ...pairs],
      {
        stdio: ["ignore", "ignore", "inherit"],
        env: {
          ...process.env,
          NODE_OPTIONS: `--import=${join(import.meta.dirname, "hook.mjs")}`,
          BENCH_HOOK: hook,
          ...env,
        },
      },
    );
    const ended = new Promise<readonly [number | null, number]>((resolve) =>
      child.once("exit", (code) => resolve([code, now()])),
    );
    if (meanwhile) {
      await meanwhile(child, () => new Map(read(mark).toReversed()));
      child.kill("SIGINT");
    }
    const [code, exited] = await ended;
    const directory = join(folder, "apps", name, ".thunderhead", name, "launches");
    return look({
      started,
      exited,
      code,
      marks: new Map(read(mark).toReversed()),
      hooks: read(hook),
      directory,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function read(file: string): readonly (readonly [string, number])[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => [line.split(" ")[0] ?? "", Number(line.split(" ")[1])] as const);
}
