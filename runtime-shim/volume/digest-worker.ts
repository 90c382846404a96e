// A thread that computes digests: the agent's own has beats to send and works to watch.
import { parentPort } from "node:worker_threads";
import { digestSync } from "./digest-file.ts";

parentPort?.on("message", ({ request, files }: { request: number; files: readonly string[] }) => {
  try {
    parentPort?.postMessage({ request, digests: files.map(digestSync) });
  } catch (error) {
    parentPort?.postMessage({
      request,
      error: error instanceof Error ? error.message : `${error}`,
    });
  }
});
