import { statSync } from "node:fs";
import type { Asked } from "#source/recording-host.ts";

/**
 * Which file stood at each path before it was read: an event says that something was touched, and may come
 * late, twice or not at all; a stamp says whether it is another one.
 */
export interface Stamps {
  /** Before a path is read. */
  readonly note: (path: string) => void;
  /** What an answer rested on that is not now what it was, each told once. */
  readonly changed: (asked: Asked) => readonly string[];
  /** Everything is still what it was when `changed` was asked last, or when it was read. */
  readonly hold: (asked: Asked) => boolean;
}

export function newStamps(): Stamps {
  const known = new Map<string, string>();
  const differs = (path: string): boolean => known.has(path) && known.get(path) !== stampOf(path);
  return {
    note: (path) => known.set(path, stampOf(path)),
    changed: ({ paths, listed }) =>
      [...paths, ...listed].filter((path) => {
        const now = stampOf(path);
        const before = known.get(path);
        known.set(path, now);
        return before !== undefined && before !== now;
      }),
    hold: ({ paths, listed }) => ![...paths, ...listed].some(differs),
  };
}

function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) return "";
  // A folder's times change with every file that is made in it, by whomever: only what it is counts.
  return stats.isDirectory() ? "folder" : `${stats.ino} ${stats.size} ${stats.mtimeMs}`;
}
