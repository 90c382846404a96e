import { createHash } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fstatSync,
  futimesSync,
  linkSync,
  lstatSync,
  openSync,
  readSync,
  type Stats,
  statSync,
  writeSync,
} from "node:fs";

/** Files below this many bytes always carry a digest: computing it costs less than opening the file. */
export const smallFile = 1024 * 1024;

/** ms after which a file's time of change says that it has not been written since: clocks of file systems are coarse. */
const settled = 100;
/** A time of change that no file has: it is never taken for the one it was copied from. */
const unknownTime = 0;

export interface Look {
  readonly file: string;
  /** `small`: of a file below `smallFile`. */
  readonly digest: "none" | "small" | "any";
}

export interface Looked {
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256?: string;
}

export interface Copy {
  readonly from: string;
  /** Nothing is there yet. */
  readonly to: string;
  /** The same file in the version before, sealed: where it is still the same, it is linked and not copied. */
  readonly before?: string | undefined;
}

export type Copied = (Looked & { readonly kind: "copied" | "linked" }) | { readonly kind: "large" };

/** What is done to many files at a time. It blocks its thread: `file-threads.ts` finds one that may be blocked. */
export const fileWork = { look, copy, seal };

/** Grown into by no small file, and reused by all that are read here. */
const buffer = Buffer.allocUnsafe(smallFile);

function look({ file, digest }: Look): Looked {
  if (digest === "none") return { size: statSync(file).size };
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    if (digest === "small" && size >= smallFile) return { size };
    return { size, sha256: digestOf(descriptor) };
  } finally {
    closeSync(descriptor);
  }
}

function digestOf(descriptor: number): string {
  const hash = createHash("sha256");
  for (let read = buffer.length; read > 0; ) {
    read = readSync(descriptor, buffer);
    hash.update(buffer.subarray(0, read));
  }
  return hash.digest("hex");
}

/** A small file's copy, read once: sealed from its first moment, with its digest. Larger ones are left to others. */
function copy({ from, to, before }: Copy): Copied {
  const descriptor = openSync(from, "r");
  try {
    const started = Date.now();
    const found = fstatSync(descriptor);
    if (before !== undefined && linkUnchanged(found, { before, to }))
      return { kind: "linked", size: found.size };
    if (found.size >= smallFile) return { kind: "large" };
    const size = readSync(descriptor, buffer);
    const content = buffer.subarray(0, size);
    const after = fstatSync(descriptor);
    // It grew under our hands.
    if (after.size >= smallFile) return { kind: "large" };
    write(to, content, { mode: found.mode & 0o555, time: copiedTime({ found, after, started }) });
    return { kind: "copied", size, sha256: createHash("sha256").update(content).digest("hex") };
  } finally {
    closeSync(descriptor);
  }
}

interface Written {
  readonly mode: number;
  /** In s. */
  readonly time: number;
}

function write(to: string, content: Buffer, { mode, time }: Written): void {
  const target = openSync(to, "wx", mode);
  try {
    for (let at = 0; at < content.length; ) at += writeSync(target, content, at);
    futimesSync(target, time, time);
  } finally {
    closeSync(target);
  }
}

interface Linked {
  readonly before: string;
  readonly to: string;
}

/** Whether a file is still what the version before holds, by its time of change; then it is one with it. */
export function linkUnchanged(found: Stats, { before, to }: Linked): boolean {
  const earlier = lstatSync(before, { throwIfNoEntry: false });
  const same =
    earlier?.isFile() === true &&
    earlier.size === found.size &&
    earlier.mtimeMs === found.mtimeMs &&
    earlier.mtimeMs !== unknownTime;
  if (!same) return false;
  try {
    linkSync(before, to);
    return true;
  } catch {
    // A file system without links, or with too many of them: a copy does as well.
    return false;
  }
}

/** Takes write permission away. */
function seal(path: string): void {
  chmodSync(path, lstatSync(path).mode & ~0o222);
}

interface Moments {
  readonly found: Stats;
  readonly after: Stats;
  /** ms, by this clock. */
  readonly started: number;
}

/**
 * The time of change that a copy gets, in s: that of what it was made from, by which the next publish knows
 * what has not been written since; or none that counts, where it may have been written meanwhile.
 */
export function copiedTime({ found, after, started }: Moments): number {
  const still = after.mtimeMs === found.mtimeMs && after.mtimeMs < started - settled;
  return still ? found.mtimeMs / 1000 : unknownTime;
}
