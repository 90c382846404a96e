import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "#boot/free-port.ts";
import { LaunchedApp, processesOf, sampleApp } from "../runtime/launch.ts";
import { type FaultProxy, faultProxy, type ProxyFaults } from "./proxy.ts";

/** One exact moment, and who dies in it. */
export interface Kill {
  readonly in: "controller" | "agent";
  /** `commit`: of the journal · `send`: of a message to the other side · `work-says`: a work's message reaches the agent */
  readonly at: "commit" | "send" | "work-says";
  /** Of the message; `commit` of commits. */
  readonly kind: string;
  readonly nth: number;
  readonly when: "before" | "after";
  readonly whom: "self" | "work" | "tree";
}

export interface Fault {
  readonly kill?: Kill;
  readonly clock?: { readonly after: number; readonly by: number };
  readonly proxy?: ProxyFaults;
}

export interface Survived {
  /** Of the launch. */
  readonly directory: string;
  /** Starts that it took, the first included. */
  readonly starts: number;
  /** Whether the kill has happened. */
  readonly struck: boolean;
  readonly proxy: FaultProxy["counts"] | undefined;
  /** What works did to the world outside, in order. */
  readonly world: readonly string[];
  readonly events: LaunchedApp["events"];
}

const samples = join(import.meta.dirname, "samples");
const preload = join(import.meta.dirname, "preload.mjs");
const mostStarts = 4;

/** Runs the app through a fault, resuming as often as it takes, until it has ended well; `look` sees what is left. */
export async function survive<T>(
  sample: string,
  fault: Fault,
  look: (survived: Survived) => Promise<T>,
): Promise<T> {
  using app = sampleApp(sample, samples);
  const port = await freePort();
  using proxy = fault.proxy && (await faultProxy(port, fault.proxy));
  const marker = join(app.directory, "struck");
  const root = join(app.directory, "root");
  const world = join(app.directory, "world");
  const plan = {
    ...(fault.kill && { kill: { ...fault.kill, marker } }),
    ...(fault.clock && { clock: fault.clock }),
    ...(proxy && { proxy: { from: port, to: proxy.port } }),
  };
  const env = {
    NODE_OPTIONS: `--import=${preload}`,
    FAULT_PLAN: JSON.stringify(plan),
    FAULT_ROOT: root,
  };
  const args = ["--config", `world=${world}`, "--port", String(port)];
  const events: LaunchedApp["events"] = [];
  for (let starts = 1; starts <= mostStarts; starts++) {
    const launch = new LaunchedApp(app.directory, starts === 1 ? args : [...args, "--resume"], env);
    writeFileSync(root, String(launch.pid));
    const code = await launch.exited;
    events.push(...launch.events);
    // What was cut off ends by itself; nothing of it may run on beside the next start.
    await noneLeft(app.directory);
    if (code !== 0) {
      if (starts < mostStarts && (existsSync(marker) || starts > 1)) continue;
      throw new Error(
        `start ${starts} ended with ${code}: ${launch.stderr} ${JSON.stringify(launch.events.at(-1))}`,
      );
    }
    const [directory = ""] = events.flatMap((event) =>
      event.event === "launch" ? [event.directory] : [],
    );
    return await look({
      directory,
      starts,
      struck: existsSync(marker),
      proxy: proxy?.counts,
      world: readFileSync(world, "utf8").trim().split("\n"),
      events,
    });
  }
  throw new Error(`After ${mostStarts} starts it has not ended.`);
}

async function noneLeft(directory: string): Promise<void> {
  for (const end = Date.now() + 15_000; processesOf(directory).length > 0; await sleep(50)) {
    if (Date.now() < end) continue;
    throw new Error(`Still running: ${processesOf(directory).map(commandOf).join("\n")}`);
  }
}

const commandOf = (pid: number): string => `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8")}`;
