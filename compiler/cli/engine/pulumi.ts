import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { EngineEvent } from "./events.ts";
import { followEvents } from "./follow.ts";

/** How `pulumi` is to be run: where, and for which stack and state. */
export interface Engine {
  readonly program: string;
  /** Absolute: infra/. */
  readonly infra: string;
  /** Overlays the environment. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The `pulumi` on PATH, or where its installer puts it; `undefined` where there is none. */
export function findPulumi(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const file = process.platform === "win32" ? "pulumi.exe" : "pulumi";
  const home = env["HOME"] ?? env["USERPROFILE"];
  const folders = [
    ...(env["PATH"] ?? "").split(delimiter),
    ...(home === undefined ? [] : [join(home, ".pulumi", "bin")]),
  ];
  return folders
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, file))
    .find((path) => existsSync(path));
}

/** Runs a short command to its end. */
export function ask(engine: Engine, args: readonly string[]): Promise<Answer> {
  // What stands after `--` is a value, whatever it looks like.
  const values = args.indexOf("--") < 0 ? args.length : args.indexOf("--");
  const words = [...args.slice(0, values), "--non-interactive", ...args.slice(values)];
  const child = spawn(engine.program, words, {
    cwd: engine.infra,
    env: environment(engine),
    stdio: ["ignore", "pipe", "pipe"],
  });
  return new Promise((resolve, reject) => {
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** An update or a preview; its events go to a file, so that it outlives whoever watches. */
export interface Running {
  readonly pid: number;
  /** `undefined` when it was not started by this process: its last event says how it went. */
  readonly ended: Promise<number | undefined>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

export interface Files {
  readonly events: string;
  readonly errors: string;
}

/**
 * Starts `pulumi` in a process group of its own with its output in files. Were it a pipe, the engine would
 * die with this process, in the middle of what it does to the cloud; so it goes on to its end.
 */
export function start(engine: Engine, args: readonly string[], files: Files): Running {
  mkdirSync(dirname(files.events), { recursive: true });
  // Configuration stands in the first event: for the owner's eyes only.
  const output = openSync(files.events, "w", 0o600);
  const errors = openSync(files.errors, "w", 0o600);
  const child = spawn(engine.program, [...args, "--json", "--non-interactive"], {
    cwd: engine.infra,
    env: { ...environment(engine), PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    stdio: ["ignore", output, errors],
    detached: true,
  });
  const ended = exitOf(child);
  closeSync(output);
  closeSync(errors);
  return { pid: child.pid ?? 0, ended, kill: (signal) => void child.kill(signal) };
}

export interface Watching {
  readonly onEvent: (event: EngineEvent) => void;
  /** Ctrl-C was pressed the first time. */
  readonly onStopping: () => void;
}

/**
 * Hands over the events of what runs until it ends. Ctrl-C once asks the engine to finish what is under way
 * and stop; twice ends it at once.
 */
export async function watch(running: Running, files: Files, watching: Watching): Promise<number> {
  const release = passSignals(running, watching.onStopping);
  const succeeded = await followEvents(files.events, running.ended, watching.onEvent);
  const code = await running.ended;
  release();
  return code ?? (succeeded ? 0 : 1);
}

/** Pulumi finds Node by PATH: the one that runs this command is new enough for the program. */
function environment({ env }: Engine): NodeJS.ProcessEnv {
  const path = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
  return {
    ...process.env,
    PATH: path,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...env,
  };
}

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });

function passSignals({ kill }: Running, onStopping: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  let asked = 0;
  const onSignal = () => {
    asked++;
    if (asked === 1) onStopping();
    // The engine itself takes the first as a request and the second as an order.
    kill("SIGINT");
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}
