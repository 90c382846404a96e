/**
 * The controller of a local launch, as a process: `node controller.js '<launch options as JSON>'`. Stdout is
 * events, one JSON a line; stdin is its life line: when it ends, so does the launch.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { safeParse } from "valibot";
import { PortTaken, type RunningController } from "#boot/controller/options.ts";
import { startController } from "#boot/controller.ts";
import type { RunEvent } from "#protocol/api.ts";
import { type LaunchOptions, launchOptions, type Refusal } from "#protocol/launch.ts";
import { type Manifest, manifestVersion } from "#protocol/manifest.ts";
import { launchConfig } from "./config.ts";
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
import { localMachines } from "./machines.ts";
import { localRoutes } from "./routes.ts";
import { localVolume } from "./volume.ts";

const defaultPort = 7501;
const tries = 100;

await main();

async function main(): Promise<void> {
  const options = readOptions(process.argv[2]);
  if (typeof options === "string") {
    refuse(options);
    return;
  }
  try {
    await run(options);
  } catch (error) {
    if (error instanceof PortTaken || error instanceof NoLaunch || isFileProblem(error))
      refuse(error.message);
    else throw error;
  }
}

async function run(options: LaunchOptions): Promise<void> {
  const manifest = readManifest(options.build);
  const config = launchConfig(manifest, options.config ?? {});
  const home = join(options.appDirectory, ".thunderhead", manifest.app.name);
  const launch = openLaunch(home, options.resume);
  const controller = await start(options, { manifest, config, launch }).catch((error: unknown) => {
    if (!launch.resumed) rmSync(launch.directory, { recursive: true, force: true });
    throw error;
  });
  noteRunning(home, {
    launch: launch.id,
    directory: launch.directory,
    pid: process.pid,
    url: controller.url,
    token: controller.token,
  });
  endOnSignals(controller);
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
}

function start(
  { build, port, appDirectory, check }: LaunchOptions,
  { manifest, config, launch }: Ready,
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
      localMachines({ ...at, directory, bundles: build, secretsFile: join(appDirectory, ".env") }),
    identity: localIdentity,
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

function endOnSignals(controller: RunningController): void {
  let asked = false;
  const stop = (): void => {
    if (asked) controller.kill();
    else controller.stop("Stopped.");
    asked = true;
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // Whoever started us is gone, and nobody reads our events any more.
  process.stdin.on("end", stop).resume();
  process.stdout.on("error", stop);
}

function readOptions(text: string | undefined): LaunchOptions | string {
  const parsed = safeParse(launchOptions, parseJson(text ?? ""));
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

function isFileProblem(error: unknown): error is Error {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return ["EACCES", "EROFS", "ENOENT", "ENOSPC", "EPERM", "ENOTDIR"].includes(String(error.code));
}
