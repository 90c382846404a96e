// A thread that may be blocked: the agent's own has beats to send and works to watch.
import { parentPort } from "node:worker_threads";
import type { Answer, Request } from "./file-threads.ts";
import { fileWork } from "./file-work.ts";

parentPort?.on("message", ({ id, kind, items }: Request) => {
  try {
    const results = items.map((item) => Reflect.apply(fileWork[kind], undefined, [item]));
    parentPort?.postMessage({ id, results } satisfies Answer);
  } catch (error) {
    const message = error instanceof Error ? error.message : `${error}`;
    parentPort?.postMessage({ id, error: message } satisfies Answer);
  }
});
