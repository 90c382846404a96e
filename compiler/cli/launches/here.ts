import { basename, dirname, join, resolve } from "node:path";
import { cliDeclined, cliNotRunning } from "#diagnostics/catalogue.gen.ts";
import type { RunningLaunch } from "#protocol/launch.ts";
import { lastLaunch, type PastLaunch, runningIn } from "#providers/local/runtime/launch.ts";
import { diskHost } from "#source/disk-host.ts";
import type { Invocation } from "../invocation.ts";
import { readSettings } from "../settings.ts";

/** Launches of the app in this folder, or of the one that `--app` names. The app itself is not read. */
export interface LaunchesHere {
  readonly app: string;
  /** `.thunderhead/<app>` */
  readonly home: string;
  readonly running: RunningLaunch | undefined;
  /** The newest; the running one where one runs. */
  readonly last: PastLaunch | undefined;
}

export async function launchesHere(invocation: Invocation): Promise<LaunchesHere> {
  const directory = folderOf(invocation);
  const { name: app } = await readSettings({ directory, host: diskHost, sink: invocation.sink });
  const home = join(directory, ".thunderhead", app);
  return { app, home, running: runningIn(home), last: lastLaunch(home) };
}

function folderOf({ flags, directory }: Invocation): string {
  const named = flags.value("app");
  if (named === undefined) return directory;
  const path = resolve(directory, named);
  return basename(path).includes(".") && diskHost.isFile(path) ? dirname(path) : path;
}

/** The launch that runs, or the report that none does. */
export async function requireRunning(invocation: Invocation): Promise<RunningLaunch | undefined> {
  const { app, running, last } = await launchesHere(invocation);
  if (running) return running;
  const hint = last
    ? "`thunderhead run --resume` goes on with the last one."
    : "`thunderhead run` starts one.";
  invocation.sink.report(cliNotRunning(undefined, { app, hint }));
  return undefined;
}

/** Reports a refusal of the launch's own, in its words. */
export function decline({ sink, command }: Invocation, reason: string): void {
  sink.report(cliDeclined(undefined, { command, reason }));
}
