/**
 * Work on many files, beside the thread that asks for it: a call of the file system that blocks costs a tenth
 * of one that does not, and ten thousand of them are what a Path of small files is made of.
 */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { fileWork } from "./file-work.ts";

type Kind = keyof typeof fileWork;
type Item<K extends Kind> = Parameters<(typeof fileWork)[K]>[0];
type Result<K extends Kind> = ReturnType<(typeof fileWork)[K]>;

export interface Request {
  readonly id: number;
  readonly kind: Kind;
  readonly items: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly results?: readonly unknown[];
  readonly error?: string;
}

/** Files in one request: few enough that threads share the work. */
const batch = 256;
/** More do not make a disk faster. */
const mostThreads = 4;

/** One result per item, in their order. Rejects with the first problem, which names its file. */
export async function onThreads<K extends Kind>(
  kind: K,
  items: readonly Item<K>[],
): Promise<readonly Result<K>[]> {
  const answers = Array.from({ length: Math.ceil(items.length / batch) }, (_, index) =>
    ask<K>(kind, items.slice(index * batch, (index + 1) * batch)),
  );
  return (await Promise.all(answers)).flat();
}

interface Waiting {
  readonly resolve: (results: readonly never[]) => void;
  readonly reject: (error: Error) => void;
}

const waiting = new Map<number, Waiting>();
const threads: Worker[] = [];
let requests = 0;

function ask<K extends Kind>(kind: K, items: readonly Item<K>[]): Promise<readonly Result<K>[]> {
  const id = ++requests;
  const { promise, resolve, reject } = Promise.withResolvers<readonly Result<K>[]>();
  waiting.set(id, { resolve, reject });
  threadFor(id).postMessage({ id, kind, items } satisfies Request);
  return promise;
}

/** From source, or from dist/, whose programs lie in folders side by side, and so do what they share. */
const program = import.meta.url.endsWith(".ts") ? "./file-worker.ts" : "../volume/file-worker.js";

/** Started when first needed, one a core; none keeps the process alive by itself. */
function threadFor(id: number): Worker {
  const index = id % Math.min(mostThreads, availableParallelism());
  const known = threads[index];
  if (known !== undefined) return known;
  const thread = new Worker(new URL(program, import.meta.url));
  thread.on("message", answered);
  thread.on("error", (error: Error) => {
    delete threads[index];
    for (const [, { reject }] of waiting) reject(error);
    waiting.clear();
  });
  thread.unref();
  threads[index] = thread;
  return thread;
}

function answered({ id, results, error }: Answer & { readonly results?: readonly never[] }): void {
  const { resolve, reject } = waiting.get(id) ?? {};
  waiting.delete(id);
  if (results !== undefined) resolve?.(results);
  else reject?.(new Error(error));
}
