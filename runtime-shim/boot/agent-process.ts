import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { lineSplitter } from "#agent/lines.ts";
import { parseFromWork } from "#agent/message.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import type { AttemptPlaces, FromWork, ToWork } from "#protocol/work-process.ts";
import { type ProcessGroup, processGroup } from "./process-group.ts";
import { theWarden } from "./warden.ts";

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
  // A process that did not start leads no group; its end is reported like any other.
  const group = child.pid === undefined ? noGroup : watchedGroup(child.pid);
  let patient = false;
  child.on("message", (value: unknown) => {
    const message = parseFromWork(value);
    if (message?.kind === "ready")
      child.send({ kind: "begin", order, places } satisfies ToWork, ignoreClosed);
    else if (message !== undefined) onMessage(message);
  });
  // A channel that breaks is a process that ends; its exit says the rest.
  child.on("error", () => {});
  void whenEnded({ child, group, patient: () => patient }, options);
  return {
    tell: (message) => {
      if (child.connected) child.send(message, ignoreClosed);
    },
    signal: (name) => {
      patient = name === "SIGTERM";
      group.signal(name);
    },
  };
}

interface Watched {
  readonly child: ChildProcess;
  readonly group: WatchedGroup;
  /** Asked to end in peace, the work's children get what is left of the grace. */
  readonly patient: () => boolean;
}

async function whenEnded(
  { child, group, patient }: Watched,
  { onLine, onEnd }: WorkProcessOptions,
): Promise<void> {
  const output = Promise.all([
    passLines(child.stdout, (line) => onLine("stdout", line)),
    passLines(child.stderr, (line) => onLine("stderr", line)),
  ]);
  const [code, signal] = await exited(child);
  while (patient() && group.lives()) await sleep(groupPoll);
  group.signal("SIGKILL");
  for (let waited = 0; group.lives() && waited < stragglers; waited += groupPoll)
    await sleep(groupPoll);
  await Promise.race([output, sleep(stragglers)]);
  group.release();
  onEnd(code, signal);
}

/** A group that does not outlive this process. */
interface WatchedGroup extends ProcessGroup {
  /** It is over: its number may be another's soon. */
  release(): void;
}

function watchedGroup(leader: number): WatchedGroup {
  theWarden().watch(leader);
  return { ...processGroup(leader), release: () => theWarden().release(leader) };
}

const noGroup: WatchedGroup = { signal: () => {}, lives: () => false, release: () => {} };

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

const ignoreClosed = (): void => {};
