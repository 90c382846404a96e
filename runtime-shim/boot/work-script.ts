import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Duplex } from "node:stream";
import { bundlePath } from "#protocol/manifest.ts";
import type { PythonRun } from "#sdk/realm.ts";
import { attachPython, type PythonSession } from "./work-python.ts";

/** The descriptor of the line between script and work, which the `thunderhead` module finds by its variable. */
const channelDescriptor = 3;
const keptLines = 20;
/** Milliseconds between a script's end and the last of its output. */
const stragglers = 500;

/**
 * Runs a script to its end as part of this work's process group, so that whatever ends the work ends the
 * script and all it has started. Its output is the work's output.
 */
export async function runScript(session: PythonSession, run: PythonRun): Promise<void> {
  // Its script ends when it is told to, and may be trusted to.
  session.context.signalSeen = true;
  const { signal } = session.context.ending;
  const child = start(session, run);
  const stop = (): void => void child.kill("SIGTERM");
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const stderr = lastLines(child);
  const channel = child.stdio[channelDescriptor];
  if (channel instanceof Duplex) attachPython(channel, session);
  const ending = await ended(child);
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
  // Made here, after the wait, the error's stack leads to the line of the app that ran the script.
  if (ending !== "well") throw new Error([`${run.script} ${ending}`, ...stderr].join("\n"));
}

function start({ context }: PythonSession, { script, args, env, cwd }: PythonRun): ChildProcess {
  const { order, places } = context.beginning;
  if (places.python === undefined)
    throw new Error(
      `${order.work} has no Python. Extend PythonScript, or say build: { requirements: [] }.`,
    );
  const file = order.python?.script === undefined ? script : bundlePath(order.python.script);
  const modules = [places.pythonModule, process.env["PYTHONPATH"]].filter(Boolean);
  return spawn(places.python, ["-u", join(places.bundle, file), ...args], {
    cwd: cwd ?? process.cwd(),
    env: {
      ...process.env,
      PYTHONPATH: modules.join(":"),
      PYTHONDONTWRITEBYTECODE: "1",
      ...places.environment,
      ...env,
      THUNDERHEAD_CHANNEL: String(channelDescriptor),
    },
    stdio: ["ignore", "inherit", "pipe", "pipe"],
  });
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
