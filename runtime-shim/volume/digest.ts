import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { digestSync } from "./digest-file.ts";

/** Files below this many bytes always carry a digest: computing it costs less than opening the file. */
export const smallFile = 1024 * 1024;

/** What may be computed here and now: a thread takes longer to come up. */
const little = { bytes: 256 * 1024, files: 16 } as const;
/** Files in one request: few enough that threads share the work. */
const batch = 256;

export interface DigestFile {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
}

/** sha-256, hex, of each file, in their order; anything that takes time, on threads of its own. */
export async function digestsOf(files: readonly DigestFile[]): Promise<readonly string[]> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const names = files.map(({ file }) => file);
  if (bytes <= little.bytes && files.length <= little.files) return names.map(digestSync);
  const batches = Array.from({ length: Math.ceil(names.length / batch) }, (_, index) =>
    names.slice(index * batch, (index + 1) * batch),
  );
  return (await Promise.all(batches.map(ask))).flat();
}

interface Waiting {
  readonly resolve: (digests: readonly string[]) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
const threads: Worker[] = [];
let requests = 0;

function ask(files: readonly string[]): Promise<readonly string[]> {
  const request = ++requests;
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  waiting.set(request, { resolve, reject });
  threadFor(request).postMessage({ request, files });
  return promise;
}

/** From source, or from dist/, whose programs lie in folders side by side, and so do what they share. */
const program = import.meta.url.endsWith(".ts")
  ? "./digest-worker.ts"
  : "../volume/digest-worker.js";

/** Started when first needed, one a core; none keeps the process alive by itself. */
function threadFor(request: number): Worker {
  const index = request % Math.max(1, availableParallelism() - 1);
  const known = threads[index];
  if (known !== undefined) return known;
  const thread = new Worker(new URL(program, import.meta.url));
  thread.on("message", answered);
  thread.on("error", (error: Error) => {
    threads.splice(threads.indexOf(thread), 1);
    for (const [, { reject }] of waiting) reject(error);
    waiting.clear();
  });
  thread.unref();
  threads[index] = thread;
  return thread;
}

interface Answer {
  readonly request: number;
  readonly digests?: readonly string[];
  readonly error?: string;
}

function answered({ request, digests, error }: Answer): void {
  const { resolve, reject } = waiting.get(request) ?? {};
  waiting.delete(request);
  if (digests !== undefined) resolve?.(digests);
  else reject?.(new Error(error));
}
