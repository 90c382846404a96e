import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import type { Asked } from "#source/recording-host.ts";

/** Watchers of the folders in which the files lie that an answer rests on. */
export interface WatchedFolders {
  /** From now on these, and no others. A folder that was made anew under its old name is watched anew. */
  readonly follow: (asked: Asked) => void;
  readonly close: () => void;
}

/**
 * `node:fs` watches each folder for itself, not recursively: on Linux that would mean one watcher for every
 * file of node_modules, and files outside of the app's folder would still be missed. An app's files lie in
 * tens of folders, so that no library is needed either.
 *
 * `onChange` hears a path that was touched in one of them, or the folder where the system does not say which.
 */
export function watchFolders(onChange: (path: string) => void): WatchedFolders {
  const watched = new Map<string, { readonly watcher: FSWatcher; readonly inode: number }>();
  const drop = (folder: string) => {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  };
  return {
    follow: (asked) => {
      const wanted = foldersOf(asked);
      for (const folder of [...watched.keys()]) if (!wanted.has(folder)) drop(folder);
      for (const [folder, inode] of wanted) {
        if (watched.get(folder)?.inode === inode) continue;
        drop(folder);
        const watcher = open(folder, onChange);
        if (watcher) watched.set(folder, { watcher, inode });
      }
    },
    close: () => {
      for (const folder of [...watched.keys()]) drop(folder);
    },
  };
}

/** A folder may go between the look and the watcher, or be out of reach: then its own folder tells of it. */
function open(folder: string, onChange: (path: string) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_, name) =>
      onChange(name === null ? folder : join(folder, name)),
    );
    watcher.on("error", () => onChange(folder));
    return watcher;
  } catch {
    return undefined;
  }
}

/** Each folder that is there, with its inode; for what is not there the nearest folder above it that is. */
function foldersOf({ paths, listed }: Asked): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const wanted = new Set([...[...paths].map((path) => dirname(path)), ...listed]);
  for (const folder of wanted) addNearest(folder, found);
  return found;
}

function addNearest(folder: string, found: Map<string, number>): void {
  for (let at = folder; ; at = dirname(at)) {
    if (found.has(at)) return;
    const stats = statSync(at, { throwIfNoEntry: false });
    if (stats?.isDirectory()) found.set(at, stats.ino);
    if (stats?.isDirectory() || at === dirname(at)) return;
  }
}
