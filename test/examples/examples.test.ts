import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import {
  eventSchema,
  layoutSchema,
  type Smoke,
  smokeSchema,
  stateSchema,
  valueAt,
} from "./smoke.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "examples");
const examples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const smokeOf = (example: string): Smoke =>
  v.parse(smokeSchema, JSON.parse(readFileSync(join(folder, example, "smoke.json"), "utf8")));

interface Run {
  readonly directory: string;
  readonly process: ChildProcess;
  readonly url: Promise<string>;
  readonly succeeded: Set<string>;
  readonly said: string[];
  /** With what it ended; an app may come to its own end before anybody has looked at it. */
  end: Extract<v.InferOutput<typeof eventSchema>, { event: "exit" }> | undefined;
}

/** As a user would, in a copy: what a run leaves behind is not for the repository. */
function start(example: string): Run {
  const directory = join(mkdtempSync(join(tmpdir(), "thunderhead-example-")), example);
  cpSync(join(folder, example), directory, {
    recursive: true,
    filter: (path) => !/infra|\.thunderhead/.test(path),
  });
  const child = spawn(
    process.execPath,
    [join(root, "bin/thunderhead.mjs"), "run", "app.ts", "--json", "--no-open"],
    { cwd: directory, stdio: ["ignore", "pipe", "pipe"] },
  );
  const said: string[] = [];
  const succeeded = new Set<string>();
  const { promise: url, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    said.push(line);
    const event = v.safeParse(eventSchema, JSON.parse(line));
    if (!event.success) return;
    if (event.output.event === "listening") resolve(event.output.url);
    if (event.output.event === "status" && event.output.stage === "succeeded")
      succeeded.add(event.output.work);
    if (event.output.event === "exit") run.end = event.output;
  });
  createInterface({ input: child.stderr }).on("line", (line) => said.push(line));
  child.once("exit", (code) => reject(new Error(`ended with ${code}:\n${said.join("\n")}`)));
  url.catch(() => {});
  const run: Run = { directory, process: child, url, succeeded, said, end: undefined };
  return run;
}

async function until(run: Run, deadline: number, holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) {
    if (Date.now() > deadline || (run.process.exitCode !== null && run.end === undefined))
      throw new Error(
        `It did not come to it. What the run said:\n${run.said.slice(-60).join("\n")}`,
      );
    await sleep(100);
  }
}

/** By itself, or by Ctrl-C. */
async function ended({ process, end }: Run): Promise<unknown> {
  if (process.exitCode !== null) return process.exitCode;
  // One that has said its last word is on its way out, and no longer listens.
  if (end === undefined) process.kill("SIGINT");
  const [code] = await once(process, "exit");
  return code;
}

async function get<T>(url: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
  return v.parse(schema, await (await fetch(url)).json());
}

/** By component; of one that has ended, as it said with its last word. */
async function statesOf({ url, end }: Run): Promise<Readonly<Record<string, unknown>>> {
  if (end === undefined) return (await get(`${await url}/api/v1/state`, stateSchema)).components;
  const states = Object.entries(end.components).map(([name, { state }]) => [name, state]);
  return Object.fromEntries(states);
}

async function visit(
  run: Run,
  { tab, path, contains, post }: Smoke["visit"][number],
  deadline: number,
): Promise<void> {
  await until(run, deadline, async () => {
    const { tabs } = await get(`${await run.url}/api/v1/layout`, layoutSchema);
    const shown = tabs.find(({ name }) => name === tab);
    if (shown?.url == null || shown.loading) return false;
    const body =
      post === undefined
        ? {}
        : {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify(post),
          };
    const answer = await fetch(new URL(path, shown.url), body);
    return answer.status === 200 && (await answer.text()).includes(contains);
  });
}

/** Processes that still run from a directory: the file names of everything an app starts lie below its own. */
function processesIn(directory: string): readonly string[] {
  if (!existsSync("/proc/self/cmdline")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return line.includes(directory) ? [line.replaceAll("\0", " ")] : [];
      } catch {
        return [];
      }
    });
}

describe.each(examples)("the example %s", (example) => {
  const smoke = smokeOf(example);

  it("shows what its smoke.json says, and ends cleanly on Ctrl-C", {
    timeout: (smoke.timeoutSeconds + 30) * 1000,
  }, async () => {
    const run = start(example);
    try {
      const deadline = Date.now() + smoke.timeoutSeconds * 1000;
      for (const page of smoke.visit) await visit(run, page, deadline);
      await until(run, deadline, async () =>
        smoke.succeeded.every((work) => run.succeeded.has(work)),
      );
      await until(run, deadline, async () => {
        const components = await statesOf(run);
        return Object.entries(smoke.state).every(
          ([at, value]) => valueAt(components, at) === value,
        );
      });
      expect(await ended(run)).toBe(0);
      await expect.poll(() => processesIn(run.directory), { timeout: 5_000 }).toEqual([]);
    } finally {
      if (run.process.exitCode === null) run.process.kill("SIGTERM");
      rmSync(join(run.directory, ".."), { recursive: true, force: true });
    }
  });

  it("has a README, and a smoke.json that says something", () => {
    expect(existsSync(join(folder, example, "README.md"))).toBe(true);
    expect(
      smoke.visit.length + smoke.succeeded.length + Object.keys(smoke.state).length,
    ).toBeGreaterThan(0);
  });
});
