import { basename, dirname, join, resolve } from "node:path";
import { cliWrongArgument, lockUnreadable, moduleNotFound } from "#diagnostics/catalogue.gen.ts";
import type { SourceTexts } from "#diagnostics/json.ts";
import type { CollectingSink } from "#diagnostics/sink.ts";
import { emptyLock, type Lock, parseLock } from "#graph/identity.ts";
import { diskHost } from "#source/disk-host.ts";
import type { FileHost } from "#source/host.ts";
import { sourceText } from "#source/span.ts";
import type { Invocation } from "./invocation.ts";
import { readSettings, type Settings } from "./settings.ts";

/** The app a command is about, found and its settings read. */
export interface AppSource {
  /** Absolute, forward slashes. */
  readonly entry: string;
  readonly directory: string;
  readonly name: string;
  readonly settings: Settings;
  readonly lock: Lock;
  readonly host: FileHost;
  readonly sink: CollectingSink;
  /** Spans' files, as they stand on disk. */
  readonly texts: SourceTexts;
}

export const lockFile = "thunderhead.lock.json";

/** The app that the argument names, or `app.ts` here. What is wrong with it is reported. */
export async function openApp(
  invocation: Invocation,
  host: FileHost = diskHost,
): Promise<AppSource | undefined> {
  const { argument, directory: here, sink } = invocation;
  const named = slashes(resolve(here, argument ?? "app.ts"));
  const entry = host.isDirectory(named) ? `${named}/app.ts` : named;
  if (!host.isFile(entry)) {
    const file = argument ?? "app.ts";
    sink.report(moduleNotFound(undefined, { file, hint: await hintFor(entry, host) }));
    return undefined;
  }
  if (!/\.[cm]?[jt]sx?$/.test(entry)) {
    const detail = `\`${argument}\` is not a TypeScript or JavaScript file`;
    sink.report(cliWrongArgument(undefined, { command: invocation.command, detail }));
    return undefined;
  }
  const directory = dirname(entry);
  const texts = textsBelow(directory, host);
  const settings = await readSettings({ directory, host, sink });
  const lock = readLock(directory, { host, sink });
  return { entry, directory, name: settings.name, settings, lock, host, sink, texts };
}

const slashes = (path: string): string => path.replaceAll("\\", "/");

async function hintFor(entry: string, host: FileHost): Promise<string> {
  const folder = dirname(entry);
  if (!host.isDirectory(folder)) return `There is no folder \`${folder}\` either.`;
  const { readdirSync } = await import("node:fs");
  const apps = readdirSync(folder).filter((file) => /(?<!\.d)\.ts$/.test(file));
  const { nearest } = await import("#diagnostics/words.ts");
  const near = nearest(basename(entry), apps);
  return near === undefined
    ? "Name the app's file, or go to its folder."
    : `Did you mean \`${near}\`?`;
}

export function textsBelow(directory: string, host: FileHost): SourceTexts {
  const known = new Map<string, ReturnType<SourceTexts>>();
  return (file) => {
    if (!known.has(file)) {
      const text = host.readText(slashes(join(directory, file)));
      known.set(file, text === undefined ? undefined : sourceText(file, text));
    }
    return known.get(file);
  };
}

/** A lock that cannot be read is an error, so that nothing is written in its place. */
function readLock(directory: string, { host, sink }: Pick<AppSource, "host" | "sink">): Lock {
  const text = host.readText(`${directory}/${lockFile}`);
  const lock = text === undefined ? emptyLock : parseLock(text);
  if (!("problem" in lock)) return lock;
  const span = { file: lockFile, start: 0, end: 0 };
  sink.report(lockUnreadable(span, { file: lockFile, detail: lock.problem }));
  return emptyLock;
}
