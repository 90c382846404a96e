import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { number, object, parse, string } from "valibot";
import type { EngineEvent, Step } from "./events.ts";
import { type Files, type Running, start, watch } from "./pulumi.ts";
import type { Problem } from "./refused.ts";
import type { Stack } from "./stack.ts";

/** What one run of the engine came to. */
export interface Outcome {
  readonly code: number;
  /** Steps that were begun; in a preview, the plan. */
  readonly steps: readonly Step[];
  readonly problems: readonly Problem[];
  readonly stderr: string;
}

export interface Update {
  readonly stack: Stack;
  /** Absolute: where events of this stack's runs are kept. */
  readonly folder: string;
  /** `["up", "--yes", "--skip-preview"]` */
  readonly args: readonly string[];
  readonly onEvent?: (event: EngineEvent) => void;
  readonly onStopping?: () => void;
}

/** Runs a preview, an update or a destroy to its end. */
export async function runEngine(update: Update): Promise<Outcome> {
  const { stack, folder, args } = update;
  const files = filesFor(folder, args[0] ?? "");
  const running = start(stack.engine, [...args, "--stack", stack.name], files);
  const changes = args[0] !== "preview";
  if (changes) writeFileSync(memory(folder), JSON.stringify({ pid: running.pid, ...files }));
  const outcome = await outcomeOf(running, files, update);
  if (changes) rmSync(memory(folder), { force: true });
  return outcome;
}

const memory = (folder: string): string => join(folder, "running.json");
const remembered = object({ pid: number(), events: string(), errors: string() });

export interface LeftRunning extends Files {
  readonly pid: number;
}

/** An update whose command was killed goes on without it: this finds such a one. */
export function leftRunning(folder: string): LeftRunning | undefined {
  if (!existsSync(memory(folder))) return undefined;
  const left = parse(remembered, JSON.parse(readFileSync(memory(folder), "utf8")));
  if (isPulumi(left.pid)) return left;
  rmSync(memory(folder), { force: true });
  return undefined;
}

/** Watches it to its end. */
export async function rejoin(
  { pid, ...files }: LeftRunning,
  folder: string,
  watching: Pick<Update, "onEvent" | "onStopping">,
): Promise<Outcome> {
  const running: Running = {
    pid,
    ended: endOf(pid),
    kill: (signal) => void process.kill(pid, signal),
  };
  const outcome = await outcomeOf(running, files, watching);
  rmSync(memory(folder), { force: true });
  return outcome;
}

async function outcomeOf(
  running: Running,
  files: Files,
  { onEvent, onStopping }: Pick<Update, "onEvent" | "onStopping">,
): Promise<Outcome> {
  const steps: Step[] = [];
  const problems: Problem[] = [];
  const code = await watch(running, files, {
    onEvent: (event) => {
      if (event.kind === "started") steps.push(event.step);
      if (event.kind === "problem") problems.push(event);
      onEvent?.(event);
    },
    onStopping: () => onStopping?.(),
  });
  return { code, steps, problems, stderr: readFileSync(files.errors, "utf8") };
}

/** Names sort by time; the last few stay, for whoever wants to know what happened. */
function filesFor(folder: string, what: string): Files {
  const old = globSync("*.jsonl", { cwd: folder }).sort().slice(0, -kept);
  for (const file of old) {
    rmSync(join(folder, file), { force: true });
    rmSync(join(folder, file.replace(/\.jsonl$/, ".err")), { force: true });
  }
  const name = `${new Date().toISOString().replaceAll(/[:.]/g, "-")}-${what}`;
  return { events: join(folder, `${name}.jsonl`), errors: join(folder, `${name}.err`) };
}

const kept = 20;

/** Ids of processes come round again: another program's is not ours. */
function isPulumi(pid: number): boolean {
  const { status, stdout } = spawnSync("ps", ["-o", "args=", "-p", String(pid)], {
    encoding: "utf8",
  });
  return status === 0 && stdout.includes("pulumi");
}

/** Not a child of this process: looked at until it is gone. */
async function endOf(pid: number): Promise<undefined> {
  while (isPulumi(pid)) await new Promise((resolve) => setTimeout(resolve, 500));
}
