import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunEvent } from "#protocol/api.ts";

const root = join(import.meta.dirname, "../..");

export const buildAll = (): void =>
  void execFileSync(process.execPath, [join(root, "setup/build.ts")]);

/** A copy of a sample app in a folder of its own, removed at the end. */
export function sampleApp(
  name: string,
  samples = join(import.meta.dirname, "samples"),
): Disposable & { readonly directory: string } {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "thunderhead-runtime-")));
  cpSync(join(samples, name), directory, { recursive: true });
  return {
    directory,
    [Symbol.dispose]: () => {
      execFileSync("chmod", ["-R", "u+w", directory]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** A launch as a user starts it: `thunderhead run app.ts --json`. */
export class LaunchedApp implements AsyncDisposable {
  readonly events: RunEvent[] = [];
  readonly exited: Promise<number>;
  stderr = "";
  readonly directory: string;
  readonly #process: ChildProcess;

  constructor(
    directory: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ) {
    this.directory = directory;
    const all = [
      join(root, "bin/thunderhead.mjs"),
      "run",
      "app.ts",
      "--json",
      "--no-open",
      ...args,
    ];
    const child = spawn(process.execPath, all, {
      cwd: directory,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    createInterface({ input: child.stdout }).on("line", (line) =>
      this.events.push(JSON.parse(line)),
    );
    child.stderr.on("data", (chunk) => {
      this.stderr += String(chunk);
    });
    this.exited = new Promise((resolve) => child.once("close", (code) => resolve(code ?? -1)));
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  of<K extends RunEvent["event"]>(kind: K): readonly Extract<RunEvent, { event: K }>[] {
    return this.events.filter(
      (event): event is Extract<RunEvent, { event: K }> => event.event === kind,
    );
  }

  /** Waits for something to be there: not `undefined`, `false` or `""`. */
  async until<E>(find: () => E | undefined | false, what: string): Promise<E> {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
      const found = find();
      if (found) return found;
    }
    throw new Error(`${what} did not come: ${JSON.stringify(this.events.at(-1))} ${this.stderr}`);
  }

  stage(work: string, stage: string): Promise<Extract<RunEvent, { event: "status" }>> {
    return this.until(
      () => this.of("status").findLast((event) => event.work === work && event.stage === stage),
      `${work} ${stage}`,
    );
  }

  signal(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null) this.signal("SIGTERM");
    await this.exited;
  }
}

/** What of ours is running with this folder in its command line or as its working directory. */
export function processesOf(directory: string): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => placesOf(pid).includes(directory))
    .map(Number);
}

function placesOf(pid: string): string {
  try {
    return `${readlinkSync(`/proc/${pid}/cwd`)} ${readFileSync(`/proc/${pid}/cmdline`, "utf8")}`;
  } catch {
    // It has ended in the meantime.
    return "";
  }
}
