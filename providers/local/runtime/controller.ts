/**
 * The controller of a local launch, as a process. The first line of its stdin says what to launch, as JSON;
 * whoever starts it early has it and its agent up by then. Stdout is events, one JSON a line; stdin is its life
 * line: when it ends, so does the launch.
 */
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { safeParse } from "valibot";
import { PortTaken, type RunningController } from "#boot/controller/options.ts";
import { startController } from "#boot/controller.ts";
import type { RunEvent } from "#protocol/api.ts";
import { type LaunchOptions, launchOptions, type Refusal } from "#protocol/launch.ts";
import { launchConfig, WrongConfig } from "#protocol/launch-config.ts";
import { type Manifest, manifestVersion } from "#protocol/manifest.ts";
import { localIdentity } from "./identity.ts";
import { localJournal } from "./journal.ts";
import {
  forgetRunning,
  type Launch,
  markEnded,
  NoLaunch,
  noteRunning,
  openLaunch,
  removeOldLaunches,
} from "./launch.ts";
import { localMachines, type SpareAgent, spareAgent } from "./machines.ts";
import { localRoutes } from "./routes.ts";
import { localVolume } from "./volume.ts";

const defaultPort = 7501;
const tries = 100;

await main();

async function main(): Promise<void> {
  const agent = spareAgent();
  const stdin = createInterface({ input: process.stdin });
  const closed = once(stdin, "close");
  const [line] = await Promise.race([once(stdin, "line"), closed]);
  const options = readOptions(line);
  try {
    if (typeof options === "string") refuse(options);
    else if (options !== undefined) await run(options, { agent, closed });
  } catch (error) {
    if (isForPeople(error)) refuse(error.message);
    else throw error;
  } finally {
    stdin.close();
    agent.dismiss();
  }
}

interface Around {
  readonly agent: SpareAgent;
  /** Resolves when whoever started this process is gone. */
  readonly closed: Promise<unknown>;
}

async function run(options: LaunchOptions, { agent, closed }: Around): Promise<void> {
  const manifest = readManifest(options.build);
  const config = launchConfig(manifest, options.config ?? {});
  const home = join(options.appDirectory, ".thunderhead", manifest.app.name);
  const launch = openLaunch(home, options.resume);
  const controller = await start(options, { manifest, config, launch, agent }).catch(
    (error: unknown) => {
      if (!launch.resumed) rmSync(launch.directory, { recursive: true, force: true });
      throw error;
    },
  );
  noteRunning(home, {
    launch: launch.id,
    directory: launch.directory,
    pid: process.pid,
    url: controller.url,
    token: controller.token,
  });
  endOnSignals(controller, closed);
  await removeOldLaunches(home, launch.id);
  const { code, finished } = await controller.ended;
  if (finished) markEnded(launch.directory);
  forgetRunning(home, process.pid);
  process.exitCode = code;
  // Whatever a library still holds open must not keep a finished launch alive.
  process.stdout.write("", () => process.exit(code));
}

interface Ready {
  readonly manifest: Manifest;
  readonly config: Readonly<Record<string, string | number | boolean>>;
  readonly launch: Launch;
  readonly agent: SpareAgent;
}

function start(
  { build, port, appDirectory, check }: LaunchOptions,
  { manifest, config, launch, agent }: Ready,
): Promise<RunningController> {
  const { directory } = launch;
  return startController({
    launch,
    manifest,
    build,
    config,
    check,
    ports:
      port === undefined
        ? Array.from({ length: tries }, (_, offset) => defaultPort + offset)
        : [port],
    page: fileURLToPath(new URL("../console", import.meta.url)),
    journal: localJournal(join(directory, "journal.sqlite")),
    routes: localRoutes(),
    volume: localVolume({
      root: join(directory, "volume"),
      attempts: join(directory, "attempts"),
      bundles: build,
    }),
    machines: (at) =>
      localMachines({
        ...{ ...at, directory, bundles: build, secretsFile: join(appDirectory, ".env") },
        spare: agent,
      }),
    identity: ({ token }) => localIdentity(token),
    emit: (event) => emit(launch, event),
  });
}

function emit({ cutShort }: Launch, event: RunEvent): void {
  print(event);
  if (event.event !== "launch" || cutShort === undefined) return;
  const line = `The launch before (${cutShort}) was cut short. --resume continues it.`;
  print({ event: "log", component: "root", stream: "system", line });
}

function print(event: RunEvent | Refusal): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

function refuse(message: string): void {
  print({ event: "refused", message });
  process.exitCode = 2;
}

function endOnSignals(controller: RunningController, closed: Promise<unknown>): void {
  let asked = false;
  const stop = (): void => {
    if (asked) controller.kill();
    else controller.stop("Stopped.");
    asked = true;
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Whoever started us is gone, and nobody reads our events any more.
  void closed.then(stop);
  process.stdout.on("error", stop);
}

function readOptions(line: unknown): LaunchOptions | string | undefined {
  // Whoever started this process had nothing to launch.
  if (line === undefined) return undefined;
  const parsed = safeParse(launchOptions, parseJson(String(line)));
  return parsed.success
    ? parsed.output
    : "The controller was started without launch options. Use `thunderhead run app.ts`.";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Written by the compiler of the same version, a moment ago. */
function readManifest(build: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(join(build, "manifest.json"), "utf8"));
  if (manifest.version === manifestVersion) return manifest;
  throw new NoLaunch(`${build} was compiled by another version of Thunderhead. Compile it again.`);
}

function isForPeople(error: unknown): error is Error {
  return (
    [PortTaken, NoLaunch, WrongConfig].some((kind) => error instanceof kind) || isFileProblem(error)
  );
}

function isFileProblem(error: unknown): error is Error {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return ["EACCES", "EROFS", "ENOENT", "ENOSPC", "EPERM", "ENOTDIR"].includes(String(error.code));
}
