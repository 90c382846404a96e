import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Duplex } from "node:stream";

export interface PythonRun {
  readonly interpreter: string;
  /** As the app names it, for messages. */
  readonly script: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the script with SIGTERM. */
  readonly signal: AbortSignal;
  readonly attach: (channel: Duplex) => void;
}

/** The descriptor of the line between script and work, which the `thunderhead` module finds by its variable. */
const channelDescriptor = 3;
const keptLines = 20;
/** Milliseconds between a script's end and the last of its output. */
const stragglers = 500;

/**
 * Runs a script to its end as part of this work's process group, so that whatever ends the work ends the
 * script and all it has started. Its output is the work's output.
 */
export async function runPython(run: PythonRun): Promise<void> {
  const child = spawn(run.interpreter, ["-u", run.file, ...run.args], {
    cwd: run.cwd,
    env: { ...run.env, THUNDERHEAD_CHANNEL: String(channelDescriptor) },
    stdio: ["ignore", "inherit", "pipe", "pipe"],
  });
  const stop = (): void => void child.kill("SIGTERM");
  run.signal.addEventListener("abort", stop, { once: true });
  if (run.signal.aborted) stop();
  const stderr = lastLines(child);
  const channel = child.stdio[channelDescriptor];
  if (channel instanceof Duplex) run.attach(channel);
  const ending = await ended(child);
  run.signal.removeEventListener("abort", stop);
  run.signal.throwIfAborted();
  // Made here, after the wait, the error's stack leads to the line of the app that ran the script.
  if (ending !== "well") throw new Error([`${run.script} ${ending}`, ...stderr].join("\n"));
}

/** `well`, or how else, in words. */
function ended(child: ChildProcess): Promise<string> {
  // What the script leaves running may hold its stderr open: its last lines are waited for, but not for ever.
  child.once("exit", () => setTimeout(() => child.stderr?.destroy(), stragglers).unref());
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(`did not start: ${error.message}`));
    child.once("close", (code, signal) =>
      resolve(code === 0 ? "well" : `ended with ${signal ?? `exit code ${code}`}`),
    );
  });
}

/** Passes stderr through line by line and keeps the last few, which say why a script failed. */
function lastLines(child: ChildProcess): readonly string[] {
  const kept: string[] = [];
  if (child.stderr === null) return kept;
  createInterface({ input: child.stderr }).on("line", (line) => {
    process.stderr.write(`${line}\n`);
    kept.push(line);
    if (kept.length > keptLines) kept.shift();
  });
  return kept;
}
