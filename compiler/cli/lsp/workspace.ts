/**
 * What a language server knows: the apps that its documents belong to, each looked at again when a file that
 * its last answer rests on has changed, in the editor or on disk. Looks follow one another, and what changes
 * during one is part of the next.
 */
import { collectingSink } from "#diagnostics/sink.ts";
import type { KeptModules } from "#parse/module.ts";
import { diskHost } from "#source/disk-host.ts";
import type { FileHost } from "#source/host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { checkRound, type Round } from "../check/round.ts";
import type { Invocation } from "../invocation.ts";
import { findApp } from "./find-app.ts";

export interface Workspace {
  /** A file or an unsaved document is not what it was. */
  readonly touch: (path: string) => void;
  /** The latest look at each app, once nothing is pending. */
  readonly settled: () => Promise<readonly AppView[]>;
}

/** One app as it was last seen. */
export interface AppView {
  readonly entry: string;
  readonly kept: KeptModules;
  readonly round: Round;
}

export interface WorkspaceOptions {
  /** With the app's file as its argument where only one is meant. */
  readonly invocation: Invocation;
  /** Path → text of each document that is open. */
  readonly open: () => Readonly<Record<string, string>>;
  readonly onSeen: (views: readonly AppView[]) => void;
  readonly onBug: (error: unknown) => void;
}

/** Milliseconds: a word is typed, a folder is renamed. */
const settling = 15;

export function newWorkspace(options: WorkspaceOptions): Workspace {
  const views = new Map<string, AppView>();
  let touched = new Set<string>();
  let working: Promise<void> | undefined;

  const work = async (): Promise<void> => {
    while (touched.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, settling));
      const paths = touched;
      touched = new Set();
      await look(paths, views, options).catch(options.onBug);
    }
    working = undefined;
    void lookAtBundles([...views.values()], options).catch(options.onBug);
  };
  return {
    touch: (path) => {
      touched.add(path);
      working ??= work();
    },
    settled: async () => {
      while (working) await working;
      return [...views.values()];
    },
  };
}

async function look(
  paths: ReadonlySet<string>,
  views: Map<string, AppView>,
  { invocation, open, onSeen }: WorkspaceOptions,
): Promise<void> {
  const files = memoryHost(open(), diskHost);
  for (const entry of affected(paths, { views, files, invocation })) {
    if (!files.isFile(entry)) {
      views.delete(entry);
      continue;
    }
    const kept = views.get(entry)?.kept ?? new Map();
    const asking = { ...invocation, argument: entry, sink: collectingSink() };
    views.set(entry, { entry, kept, round: await checkRound(asking, { kept, files }) });
  }
  onSeen([...views.values()]);
}

/** Apps whose answer rests on one of the paths or on what lies below it, and those that the paths belong to. */
function affected(
  paths: ReadonlySet<string>,
  {
    views,
    files,
    invocation,
  }: {
    readonly views: ReadonlyMap<string, AppView>;
    readonly files: FileHost;
    readonly invocation: Invocation;
  },
): ReadonlySet<string> {
  const rests = ({ round }: AppView) =>
    [...paths].some(
      (path) =>
        round.asked.paths.has(path) ||
        [...round.asked.paths].some((asked) => asked.startsWith(`${path}/`)),
    );
  const known = [...views.values()].filter(rests).map(({ entry }) => entry);
  const { argument } = invocation;
  const found =
    argument === undefined ? [...paths].map((path) => findApp(path, files)) : [argument];
  return new Set([...known, ...found.filter((entry) => entry !== undefined)]);
}

/** Bundles are made of what lies on disk: only when the editor has nothing else. */
async function lookAtBundles(
  views: readonly AppView[],
  { open, onSeen }: WorkspaceOptions,
): Promise<void> {
  const isSaved = ([path, text]: readonly [string, string]) => diskHost.readText(path) === text;
  if (!Object.entries(open()).every(isSaved)) return;
  for (const { round } of views) await round.bundled();
  if (views.some(({ round }) => round.sink.hasErrors())) onSeen(views);
}
