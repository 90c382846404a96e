import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { safeParse } from "valibot";
import { type RunningLaunch, runningLaunch } from "#protocol/launch.ts";
import { removeTree } from "#volume/tree.ts";

const kept = 10;

export interface Launch {
  readonly id: string;
  readonly directory: string;
  /** Whether its journal may hold something. */
  readonly resumed: boolean;
  /** The launch before, if it was cut short: it can be resumed. */
  readonly cutShort?: string | undefined;
}

/** There is nothing to resume, or it cannot be. */
export class NoLaunch extends Error {
  override readonly name = "NoLaunch";
}

/** A new launch directory, or the one that `--resume` names. */
export function openLaunch(home: string, resume: boolean | string | undefined): Launch {
  const launches = join(home, "launches");
  // Ledger, state and logs are their owner's business.
  mkdirSync(launches, { recursive: true, mode: 0o700 });
  const known = readdirSync(launches).sort();
  if (resume !== undefined && resume !== false) return resumeLaunch(home, known, resume);
  const id = newId();
  const directory = join(launches, id);
  mkdirSync(directory);
  const before = known.at(-1);
  const cutShort =
    before !== undefined && !hasEnded(join(launches, before)) && runningIn(home)?.launch !== before;
  return { id, directory, resumed: false, ...(cutShort && { cutShort: before }) };
}

function resumeLaunch(home: string, known: readonly string[], resume: true | string): Launch {
  const id = resume === true ? known.at(-1) : known.find((name) => name === resume);
  if (id === undefined) {
    const what =
      resume === true ? "No launch of this app has been made here" : `There is no launch ${resume}`;
    throw new NoLaunch(`${what}. Run without --resume to start one.`);
  }
  const directory = join(home, "launches", id);
  if (hasEnded(directory))
    throw new NoLaunch(
      `Launch ${id} has come to its end; there is nothing to resume. Run without --resume.`,
    );
  if (runningIn(home)?.launch === id)
    throw new NoLaunch(`Launch ${id} is still running. Stop it first.`);
  // What the launch said at its end before is no longer where it stands.
  for (const name of ["state.json", "calls.json"]) rmSync(join(directory, name), { force: true });
  return { id, directory, resumed: true };
}

/** Sorts by time; the tail tells two launches of one second apart. */
const newId = (): string =>
  `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-")}-${randomBytes(2).toString("hex")}`;

const endedFile = (directory: string): string => join(directory, "ended");

export const hasEnded = (directory: string): boolean => existsSync(endedFile(directory));

/** It needs no resuming: it came to its own end. */
export const markEnded = (directory: string): void => writeFileSync(endedFile(directory), "");

export const forgetEnd = (directory: string): void => rmSync(endedFile(directory), { force: true });

/** A launch by its folder, whether it has ended or was cut short. */
export interface PastLaunch {
  readonly id: string;
  readonly directory: string;
  /** `.thunderhead/<app>` */
  readonly home: string;
}

export function lastLaunch(home: string): PastLaunch | undefined {
  const launches = join(home, "launches");
  const id = existsSync(launches) ? readdirSync(launches).sort().at(-1) : undefined;
  return id === undefined ? undefined : { id, directory: join(launches, id), home };
}

/** The launch that runs now, if its controller is alive. */
export function runningIn(home: string): RunningLaunch | undefined {
  const file = join(home, "running.json");
  if (!existsSync(file)) return undefined;
  const parsed = safeParse(runningLaunch, parseJson(readFileSync(file, "utf8")));
  return parsed.success && isAlive(parsed.output.pid) ? parsed.output : undefined;
}

export function noteRunning(home: string, launch: RunningLaunch): void {
  writeFileSync(join(home, "running.json"), `${JSON.stringify(launch)}\n`, { mode: 0o600 });
}

export function forgetRunning(home: string, pid: number): void {
  if (runningIn(home)?.pid === pid) rmSync(join(home, "running.json"), { force: true });
}

/** All that launches of this app have left: ledgers, state, Paths, logs. Builds stay. */
export async function removeLaunches(home: string): Promise<number> {
  const launches = join(home, "launches");
  const all = existsSync(launches) ? readdirSync(launches) : [];
  for (const id of all) await removeTree(join(launches, id));
  return all.length;
}

/** The last ten are kept. */
export async function removeOldLaunches(home: string, current: string): Promise<void> {
  const launches = join(home, "launches");
  const old = readdirSync(launches).sort().slice(0, -kept);
  for (const id of old) if (id !== current) await removeTree(join(launches, id));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
