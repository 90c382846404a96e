import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { FlowBegin, FlowEnd, FromFlow, ToFlow } from "#protocol/flow.ts";
import { whereItHangs } from "./where-it-hangs.ts";

export interface FlowThread {
  send(message: ToFlow): void;
  end(): Promise<void>;
}

export interface FlowThreadOptions {
  readonly begin: FlowBegin;
  readonly receive: (message: FromFlow) => void;
  /** Longest tick, ms. @default 10_000 */
  readonly longestTick?: number;
}

/** ms that a thread gets to end. */
const patience = 1000;
/** ms of it in which steps, which hear of it by their signal, may still do what is right. */
const lastWords = 250;

/** The thread that runs the app's flow: replaced by nothing if it dies, since its death is the app's failure. */
export function startFlowThread({
  begin,
  receive,
  longestTick = 10_000,
}: FlowThreadOptions): FlowThread {
  const worker = new Worker(join(begin.bundle, "index.mjs"), {
    workerData: begin,
    // The app's stacks name its own files and lines.
    execArgv: ["--enable-source-maps"],
    stdout: true,
    stderr: true,
  });
  let over = false;
  let openSteps = 0;
  let watchdog: NodeJS.Timeout | undefined;
  const fail = (error: Error): void => {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    const { name, message, stack } = error;
    receive({
      kind: "broke",
      error: {
        name,
        message,
        ...(stack !== undefined && { stack: readable(stack, begin.bundle) }),
      },
    });
  };
  worker.on("message", (message: FromFlow) => {
    if (over) return;
    clearTimeout(watchdog);
    if (message.kind === "stepped") openSteps -= 1;
    receive(message);
  });
  worker.on("error", fail);
  worker.on("messageerror", fail);
  worker.on("exit", (code) =>
    fail(
      new Error(
        `The flow's thread ended by itself (exit code ${code}). A flow ends with this.stop().`,
      ),
    ),
  );
  const hangs = async (): Promise<void> => {
    const seconds = longestTick / 1000;
    const error = new Error(
      `run() has been busy for more than ${seconds} s without an await: an endless loop? Heavy work belongs in a Work.`,
    );
    error.stack = [`Error: ${error.message}`, ...(await whereItHangs(begin.bundle))].join("\n");
    fail(error);
    await worker.terminate();
  };
  return {
    send: (message) => {
      worker.postMessage(message);
      if (message.kind === "step") {
        openSteps += 1;
        return;
      }
      clearTimeout(watchdog);
      watchdog = setTimeout(hangs, longestTick);
    },
    end: async () => {
      over = true;
      clearTimeout(watchdog);
      if (openSteps > 0) {
        worker.postMessage({ kind: "end" } satisfies FlowEnd);
        await Promise.race([once(worker, "exit"), sleep(lastWords, undefined, { ref: false })]);
      }
      // A thread that is held by something native ends with the process.
      await Promise.race([worker.terminate(), sleep(patience, undefined, { ref: false })]);
    },
  };
}

const readable = (stack: string, bundle: string): string =>
  stack.replaceAll(`file://${bundle}/`, "").replaceAll(`${bundle}/`, "");
