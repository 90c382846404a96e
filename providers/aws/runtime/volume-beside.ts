import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Answered, AskVolume, VolumeCall } from "./volume-calls.ts";
import type { VolumePlaces } from "./volume-folders.ts";

export interface BesideOptions {
  readonly places: VolumePlaces;
  /** Of the process. @default `volume-host`, beside this file or in dist/aws */
  readonly program?: string | undefined;
  /** The volume has not answered for as long as anybody may wait. */
  readonly onDead: () => void;
  /** ms. @default two minutes */
  readonly patience?: number | undefined;
}

interface Waiting {
  /** Gets JSON. */
  readonly resolve: (result: string | undefined) => void;
  readonly reject: (error: Error) => void;
}

/** Asks a process of its own, started when it is first needed, and again when it has ended. */
export function volumeBeside(options: BesideOptions): AskVolume {
  let beside: Beside | undefined;
  return async (call) => {
    beside ??= new Beside(options, () => (beside = undefined));
    const result = await beside.ask(call);
    return result === undefined ? undefined : JSON.parse(result);
  };
}

const host = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "./volume-host.ts" : "../aws/volume-host.js",
    import.meta.url,
  ),
);

/** One life of the process. */
class Beside {
  readonly #options: BesideOptions;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: () => void;
  #requests = 0;
  #silence: NodeJS.Timeout | undefined;

  constructor(options: BesideOptions, ended: () => void) {
    this.#options = options;
    this.#ended = ended;
    // Mounts that hang hold a thread each: the others go on.
    const env = { ...process.env, UV_THREADPOOL_SIZE: "32" };
    this.#child = fork(options.program ?? host, { env, serialization: "advanced" });
    this.#child.on("message", (message: Answered) => this.#hear(message));
    this.#child.once("error", (error) => this.#end(`did not start: ${error.message}`));
    this.#child.once("exit", (code, signal) => this.#end(`ended with ${signal ?? `code ${code}`}`));
    this.#listen();
  }

  ask(call: VolumeCall): Promise<string | undefined> {
    const request = ++this.#requests;
    const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
    this.#waiting.set(request, { resolve, reject });
    this.#child.send({ request, places: this.#options.places, call }, (error) => {
      if (error !== null) this.#end(`cannot be reached: ${error.message}`);
    });
    return promise;
  }

  #hear(message: Answered): void {
    if (message.kind === "alive") this.#listen();
    else {
      const waiting = this.#waiting.get(message.request);
      this.#waiting.delete(message.request);
      if (message.kind === "result") waiting?.resolve(message.result);
      else waiting?.reject(new Error(message.message));
    }
  }

  #listen(): void {
    const { patience = 120_000, onDead } = this.#options;
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#end("has heard nothing of the volume for too long");
      onDead();
    }, patience);
    this.#silence.unref();
  }

  /** Whoever waits on a mount that hangs cannot be killed; it is left behind. */
  #end(why: string): void {
    clearTimeout(this.#silence);
    this.#child.removeAllListeners();
    this.#child.on("error", () => {});
    this.#child.kill("SIGKILL");
    this.#child.unref();
    for (const { reject } of this.#waiting.values())
      reject(new Error(`The process that looks after the volume ${why}.`));
    this.#waiting.clear();
    this.#ended();
  }
}
