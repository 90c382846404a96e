import type { AttemptEffect } from "#agent/effect.ts";
import type { AttemptEvent } from "#agent/event.ts";
import { redactFields, redactJson, redactor } from "#agent/redaction.ts";
import { processesHere } from "#agent/state.ts";
import type { Drives } from "#core/bindings.ts";
import type { AttemptOrder, Outcome } from "#protocol/call.ts";
import type { AttemptPlaces, DriveRequest, FromWork, ToWork } from "#protocol/work-process.ts";
import type { AgentOptions } from "./agent.ts";
import { prepareAttempt } from "./agent-prepare.ts";
import { reachable, watchService } from "./agent-probe.ts";
import { startWork, type WorkProcess } from "./agent-process.ts";
import type { Settlements } from "./agent-settlements.ts";
import { later } from "./later.ts";

type Effect<Kind extends AttemptEffect["kind"]> = Extract<AttemptEffect, { kind: Kind }>;
type News = AttemptEvent extends infer Event
  ? Event extends AttemptEvent
    ? Omit<Event, "key">
    : never
  : never;

export interface AttemptHostOptions extends AgentOptions {
  readonly settlements: Settlements;
  readonly dispatch: (event: AttemptEvent) => void;
}

/** What is alive for one attempt, from its order to its release: process, port watch, publishes under way. */
export class AttemptHost {
  readonly #key: string;
  readonly #options: AttemptHostOptions;
  readonly #preparing = new AbortController();
  readonly #ended = new AbortController();
  /** Secrets this work was given, by name. */
  readonly #revealed = new Map<string, string>();
  readonly #redact = redactor(this.#revealed);
  /** One a node, by rank. */
  readonly #processes: WorkProcess[] = [];
  /** Publishes of one attempt go one after the other: the last moves what those before it copy. */
  #publishing: Promise<void> = Promise.resolve();

  constructor(key: string, options: AttemptHostOptions) {
    this.#key = key;
    this.#options = options;
  }

  perform(effect: AttemptEffect): void {
    switch (effect.kind) {
      case "prepare":
        return void this.#prepare(effect.order);
      case "cancel-prepare":
        return void this.#preparing.abort();
      case "spawn":
        return void this.#spawn(effect);
      case "tell":
        return void this.#tellWork(effect.message);
      case "signal":
        for (const process of this.#processes) process.signal(effect.signal);
        return;
      case "probe":
        return void this.#probe(effect.order);
      case "publish":
        this.#publishing = this.#publishing.then(() => this.#publish(effect));
        return;
      case "drive":
        return void this.#drive(effect);
      case "read-secret":
        return void this.#readSecret(effect);
      case "remember":
        return void this.#remember(effect);
      case "forget":
        return void this.#options.settlements.forget(this.#key);
      case "release":
        return void this.#release(effect.order);
      case "wake":
        return void later(effect.milliseconds, () =>
          this.#tell({ kind: "due", timer: effect.timer }),
        );
    }
  }

  #tell(news: News): void {
    this.#options.dispatch({ key: this.#key, ...news });
  }

  async #prepare(order: AttemptOrder): Promise<void> {
    const prepared = await prepareAttempt(order, {
      ...this.#options,
      onProgress: (detail) => this.#tell({ kind: "progress", detail }),
      signal: this.#preparing.signal,
      revealed: this.#revealed,
    });
    this.#tell(
      "failure" in prepared
        ? { kind: "unprepared", ...prepared }
        : { kind: "prepared", ...prepared },
    );
  }

  #spawn({ order, rank, places, environment }: Effect<"spawn">): void {
    const ofAll = order.node?.rank ?? rank;
    const prefix = ofAll === 0 ? "" : `node ${ofAll}: `;
    this.#processes[rank] = startWork({
      order,
      places,
      environment: { ...environment, ...nodeEnvironment(order, places) },
      onMessage: (message) =>
        this.#tell({ kind: "said", rank, message: this.#clean(numbered(message, rank, order)) }),
      onLine: (stream, text) => {
        const line = prefix + this.#redact(text);
        this.#tell({ kind: "line", stream, line });
        this.#options.logs?.add({ ...keptAs(order), line, at: Date.now() });
      },
      onEnd: (code, signal) => {
        if (rank === 0) this.#ended.abort();
        this.#tell({ kind: "ended", rank, code, signal });
      },
    });
  }

  /** An answer goes to the node that asked, under the number that it gave. */
  #tellWork(message: ToWork): void {
    const nodes = this.#processes.length;
    if (!("request" in message)) for (const process of this.#processes) process.tell(message);
    else
      this.#processes[message.request % nodes]?.tell({
        ...message,
        request: Math.floor(message.request / nodes),
      });
  }

  /** State and results are journaled and shown, like lines and failures: no secret of the work's leaves it. */
  #clean(message: FromWork): FromWork {
    return this.#revealed.size === 0 ? message : withoutSecrets(message, this.#redact);
  }

  #probe({ port, host = "127.0.0.1", settings, work }: AttemptOrder): void {
    if (port === undefined) return;
    const address = `${reachable(host)}:${port}`;
    const { path, grace } = settings.health;
    const late = `thunderhead: nothing answers on ${address}${path} after ${grace} s. Does ${work} listen on this.host and this.port?`;
    void watchService({
      host,
      port,
      path,
      grace,
      signal: this.#ended.signal,
      onChange: (ready) => this.#tell({ kind: "service", ready, address }),
      onGraceOver: () => this.#tell({ kind: "line", stream: "stderr", line: late }),
    });
  }

  async #publish({ order, output, move, number, request }: Effect<"publish">): Promise<void> {
    const path = output.name;
    try {
      const published = await this.#options.volume.publish(order, output, { move, number });
      this.#tell({ kind: "published", request, path, published });
    } catch (error) {
      this.#tell({ kind: "publish-failed", request, path, message: messageOf(error) });
    }
  }

  async #drive({ request, asked }: Effect<"drive">): Promise<void> {
    try {
      const keys = await askDrive(this.#options.drives, asked);
      this.#tell({ kind: "drive", request, answer: { keys } });
    } catch (error) {
      this.#tell({ kind: "drive", request, answer: { failed: messageOf(error) } });
    }
  }

  async #readSecret({ request, name }: Effect<"read-secret">): Promise<void> {
    const value = await this.#options.secrets.read(name).catch(() => undefined);
    if (value !== undefined) this.#revealed.set(name, value);
    this.#tell({ kind: "secret", request, name, value });
  }

  async #remember({ order, settlement, before }: Effect<"remember">): Promise<void> {
    try {
      await this.#options.settlements.keep({ order, settlement, before });
    } catch (error) {
      // A full disk must not hold back what the controller can record itself.
      process.stderr.write(`thunderhead agent: a settlement is not on disk: ${messageOf(error)}\n`);
    }
    this.#tell({ kind: "remembered" });
  }

  async #release(order: AttemptOrder): Promise<void> {
    try {
      await this.#options.volume.release(order);
    } catch (error) {
      process.stderr.write(
        `thunderhead agent: cleaning up after ${order.work}: ${messageOf(error)}\n`,
      );
    }
  }
}

function withoutSecrets(message: FromWork, redact: (text: string) => string): FromWork {
  if (message.kind !== "patch" && message.kind !== "settled") return message;
  const patch = { ...message.patch, set: redactFields(message.patch.set, redact) };
  if (message.kind === "patch") return { ...message, patch };
  return { ...message, patch, outcome: withoutSecretsIn(message.outcome, redact) };
}

function withoutSecretsIn(outcome: Outcome, redact: (text: string) => string): Outcome {
  if (outcome.kind === "succeeded")
    return { ...outcome, result: redactJson(outcome.result, redact) };
  if (outcome.kind !== "failed") return outcome;
  const { message, stack, ...failure } = outcome.failure;
  const clean = { ...failure, message: redact(message), ...(stack && { stack: redact(stack) }) };
  return { kind: "failed", failure: clean };
}

/** A stream an attempt: `5a3f90c1e2-1`, behind its name where a map made the work. */
const keptAs = ({ workId, call, attempt }: AttemptOrder) => ({
  of: workId,
  stream: `${workId.includes("-") ? `${workId}/` : ""}${call.slice(0, 10)}-${attempt}`,
});

/** Requests of all nodes of an attempt, told apart by one number. */
function numbered(message: FromWork, rank: number, order: AttemptOrder): FromWork {
  if (!("request" in message)) return message;
  return { ...message, request: message.request * processesHere(order) + rank };
}

/** As launchers of distributed training expect it; a plain `torchrun` reads what begins with `PET_`. */
function nodeEnvironment(
  { call, attempt }: AttemptOrder,
  { node }: AttemptPlaces,
): Readonly<Record<string, string>> {
  if (node === undefined) return {};
  const { mainAddress, mainPort } = node;
  const [rank, count, port] = [`${node.rank}`, `${node.count}`, `${mainPort}`] as const;
  return {
    NODE_RANK: rank,
    NUM_NODES: count,
    MASTER_ADDR: mainAddress,
    MASTER_PORT: port,
    PET_NODE_RANK: rank,
    PET_NNODES: count,
    PET_MASTER_ADDR: mainAddress,
    PET_MASTER_PORT: port,
    RUN_ID: call,
    ATTEMPT: String(attempt),
  };
}

async function askDrive(drives: Drives, asked: DriveRequest): Promise<readonly string[]> {
  const { drive, key } = asked;
  if (asked.operation === "list") return drives.list(drive, key);
  if (asked.operation === "delete") await drives.delete(drive, key);
  else await drives[asked.operation](drive, key, asked.file);
  return [];
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
