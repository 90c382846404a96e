import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { lineSplitter } from "#agent/lines.ts";
import { parseFromWork } from "#agent/message.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { AttemptPlaces, FromWork, ToWork } from "#protocol/work-process.ts";

export interface WorkProcessOptions {
  readonly order: AttemptOrder;
  readonly places: AttemptPlaces;
  /** All there is: the agent's own environment is not inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onMessage: (message: FromWork) => void;
  readonly onLine: (stream: "stdout" | "stderr", line: string) => void;
  /** Once: the process and everything it had started in its group are gone, and all their lines were passed on. */
  readonly onEnd: (code: number | null, signal: string | null) => void;
}

export interface WorkProcess {
  tell(message: ToWork): void;
  /** To the whole group. */
  signal(name: "SIGTERM" | "SIGKILL"): void;
}

/** Milliseconds for output that is still under way when a process has gone, and for the kernel to remove a killed group. */
const stragglers = 500;
const groupPoll = 20;

/** Starts one attempt in a process group of its own, so that it can be ended with all its children. */
export function startWork(options: WorkProcessOptions): WorkProcess {
  const { places, order, environment, onMessage } = options;
  const child = spawn(process.execPath, [join(places.bundle, "index.mjs")], {
    cwd: places.directory,
    env: { ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  let patient = false;
  child.on("message", (value: unknown) => {
    const message = parseFromWork(value);
    if (message?.kind === "ready")
      child.send({ kind: "begin", order, places } satisfies ToWork, ignoreClosed);
    else if (message !== undefined) onMessage(message);
  });
  // A channel that breaks is a process that ends; its exit says the rest.
  child.on("error", () => {});
  void whenEnded(child, options, () => patient);
  return {
    tell: (message) => {
      if (child.connected) child.send(message, ignoreClosed);
    },
    signal: (name) => {
      patient = name === "SIGTERM";
      signalGroup(child, name);
    },
  };
}

async function whenEnded(
  child: ChildProcess,
  { onLine, onEnd }: WorkProcessOptions,
  patient: () => boolean,
): Promise<void> {
  const output = Promise.all([
    passLines(child.stdout, (line) => onLine("stdout", line)),
    passLines(child.stderr, (line) => onLine("stderr", line)),
  ]);
  const [code, signal] = await exited(child);
  // Asked to end in peace, the children of the work get what is left of the grace; SIGKILL ends the wait.
  while (patient() && groupLives(child)) await sleep(groupPoll);
  signalGroup(child, "SIGKILL");
  for (let waited = 0; groupLives(child) && waited < stragglers; waited += groupPoll)
    await sleep(groupPoll);
  await Promise.race([output, sleep(stragglers)]);
  onEnd(code, signal);
}

function exited(child: ChildProcess): Promise<readonly [number | null, string | null]> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve([code, signal]));
    child.once("error", () => child.pid === undefined && resolve([null, "a failed start"]));
  });
}

async function passLines(stream: Readable | null, onLine: (line: string) => void): Promise<void> {
  if (stream === null) return;
  const lines = lineSplitter(onLine);
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => lines.push(text));
  await new Promise((resolve) => stream.once("close", resolve));
  lines.end();
}

function groupLives({ pid }: ChildProcess): boolean {
  return pid !== undefined && send(-pid, 0);
}

function signalGroup({ pid }: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  if (pid !== undefined) send(-pid, name);
}

/** False where nobody is left to hear it. */
function send(target: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, name);
  } catch {
    return false;
  }
}

const ignoreClosed = (): void => {};
