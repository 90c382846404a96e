import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { LaunchOptions } from "#protocol/launch.ts";
import { packageRoot } from "./package-root.ts";

type Controller = ChildProcessByStdio<Writable, Readable, null>;

export interface ControllerRun {
  readonly launch: LaunchOptions;
  readonly onLine: (line: string) => void;
  /** Ctrl-C was pressed the first time. */
  readonly onStopping: () => void;
}

/**
 * Runs a launch's controller until it ends; resolves to its exit code. It lives in a process group of its
 * own, so that Ctrl-C reaches it through this process alone: once asks it to stop, twice ends everything.
 */
export async function runController({
  launch,
  onLine,
  onStopping,
}: ControllerRun): Promise<number> {
  const controller: Controller = spawn(
    process.execPath,
    [join(packageRoot(), "dist", "local", "controller.js"), JSON.stringify(launch)],
    { stdio: ["pipe", "pipe", "inherit"], detached: true },
  );
  const release = passSignals(controller, onStopping);
  const lines = createInterface({ input: controller.stdout });
  lines.on("line", onLine);
  // Both: the process has ended, and its last line was read.
  const [code] = await Promise.all([exitOf(controller), ended(lines)]);
  release();
  return code;
}

const ended = (lines: ReturnType<typeof createInterface>): Promise<void> =>
  new Promise((resolve) => {
    lines.once("close", resolve);
  });

const exitOf = (controller: Controller): Promise<number> =>
  new Promise((resolve, reject) => {
    controller.once("error", reject);
    controller.once("exit", (code) => resolve(code ?? 1));
  });

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** After the second Ctrl-C, before the whole group is killed. */
const patience = 2_000;

function passSignals(controller: Controller, onStopping: () => void): () => void {
  let asked = 0;
  const onSignal = () => {
    asked++;
    if (asked === 1) onStopping();
    controller.kill("SIGTERM");
    if (asked > 1) setTimeout(() => killGroup(controller), asked > 2 ? 0 : patience).unref();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

function killGroup({ pid }: Controller): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
