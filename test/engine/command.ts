/** `thunderhead` as a person runs it, on the engine and the emulated AWS of a lane. */
import { type ChildProcess, spawn } from "node:child_process";
import { array, object, parse, string } from "valibot";
import { program } from "./checkout.ts";
import { environment, type Ground } from "./stack.ts";
import { line } from "./steps.ts";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** At no terminal and in no CI, with no stack chosen beforehand. */
export function commandEnvironment(ground: Ground): NodeJS.ProcessEnv {
  const { PULUMI_STACK: _, CI: __, ...rest } = environment(ground, "dev");
  return { ...rest, NO_COLOR: "1", FORCE_COLOR: undefined };
}

export function start(
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): ChildProcess {
  return spawn(process.execPath, [program, ...words], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

export function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ["", ""];
  child.stdout?.on("data", (data: Buffer) => {
    stdout += data.toString();
  });
  child.stderr?.on("data", (data: Buffer) => {
    stderr += data.toString();
  });
  return new Promise((resolve) => {
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}

const event = object({ event: string() });
const plan = object({ changes: array(object({ kind: string(), type: string(), name: string() })) });

/** The one event of this kind that `--json` printed. */
export function eventIn({ stdout, stderr }: Ended, kind: string): unknown {
  const lines = stdout.split("\n").filter((one) => one !== "");
  const events: readonly unknown[] = lines.map((one) => JSON.parse(one));
  const found = events.find((one) => parse(event, one).event === kind);
  if (found === undefined) throw new Error(`No event \`${kind}\` was printed:\n${stderr}`);
  return found;
}

/** What a deploy said it would do, as lines of accepted plans. */
export const plannedIn = (ran: Ended): readonly string[] =>
  parse(plan, eventIn(ran, "plan"))
    .changes.map(({ kind, type, name }) => line({ op: kind, type, name }))
    .sort();

/** Fails with all that it said. */
export function expectEnd(
  { code, stderr }: Ended,
  wanted: number,
  ...says: readonly string[]
): void {
  if (code !== wanted) throw new Error(`It ended with ${code}, not ${wanted}:\n${stderr}`);
  for (const one of says)
    if (!stderr.includes(one)) throw new Error(`It does not say "${one}":\n${stderr}`);
}
