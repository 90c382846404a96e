import { type ChildProcessByStdio, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { LaunchOptions } from "#protocol/launch.ts";
import { packageRoot } from "./package-root.ts";

export type Controller = ChildProcessByStdio<Writable, Readable, null>;

export interface ControllerRun {
  /** @default one that is started now */
  readonly controller?: Controller;
  readonly launch: LaunchOptions;
  readonly onLine: (line: string) => void;
  /** Ctrl-C was pressed the first time. */
  readonly onStopping: () => void;
}

/**
 * A controller that comes up while its app is compiled, and does nothing until it is told of its launch. It
 * lives in a process group of its own, so that Ctrl-C reaches it through this process alone.
 */
export function startController(): Controller {
  const controller: Controller = spawn(
    process.execPath,
    [join(packageRoot(), "dist", "local", "controller.js")],
    { stdio: ["pipe", "pipe", "inherit"], detached: true },
  );
  // One that ends before it was told says so by its exit.
  controller.stdin.on("error", () => {});
  return controller;
}

/** There is nothing to launch: without a word it leaves, and nobody waits for it. */
export function dismiss(controller: Controller): void {
  controller.stdin.destroy();
  controller.stdout.destroy();
  controller.unref();
}

/**
 * Runs a launch until it ends; resolves to its exit code, or to nothing where it was killed. Ctrl-C once asks it to
 * stop, twice ends everything; when it has ended, signals are no more this process's end.
 */
export async function runController({
  controller = startController(),
  launch,
  onLine,
  onStopping,
}: ControllerRun): Promise<number | undefined> {
  controller.stdin.write(`${JSON.stringify(launch)}\n`);
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

const exitOf = (controller: Controller): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    // It may have ended before anybody listened.
    if (controller.exitCode !== null) resolve(controller.exitCode);
    controller.once("error", reject);
    controller.once("exit", (code) => resolve(code ?? undefined));
  });

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** After the second Ctrl-C, before the whole group is killed. */
const patience = 2_000;

/** What comes back is called when the controller has ended: signals are heard from then on, and change nothing. */
function passSignals(controller: Controller, onStopping: () => void): () => void {
  let asked = 0;
  let isOver = false;
  const onSignal = () => {
    if (isOver) return;
    asked++;
    if (asked === 1) onStopping();
    controller.kill("SIGTERM");
    if (asked > 1) setTimeout(() => killGroup(controller), asked > 2 ? 0 : patience).unref();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    isOver = true;
  };
}

function killGroup({ pid }: Controller): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
