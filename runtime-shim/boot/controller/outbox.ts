import { randomUUID } from "node:crypto";
import { coalesce } from "#controller/coalesce.ts";
import type { Effect } from "#controller/event.ts";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import {
  type Entry,
  isQuiet,
  newWriter,
  type Writer,
  type WriterEffect,
  type WriterEvent,
  write,
} from "#core/writer.ts";
import type { JournalRecord } from "#protocol/record.ts";

export interface OutboxOptions {
  readonly journal: Journal;
  /** This controller's own, which its first record claims. */
  readonly epoch: number;
  /** Of the last batch in the journal. */
  readonly sequence: number;
  /** What is about to be written, patches put together: less than what was added. */
  readonly appending: (records: readonly object[]) => void;
  /** Effects whose cause is durable, in order. */
  readonly release: (effects: readonly Effect[]) => void;
  /** What an earlier controller wrote while this one was claiming its epoch. */
  readonly replay: (batch: JournalBatch) => void;
  /** A tick is under way whose record belongs in the same append as what caused it. */
  readonly awaitsTick: () => boolean;
  readonly failed: (error: Error) => void;
}

/** Gives the journal's writer (`core/writer.ts`) its journal, its clock and its nonces. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #writer: Writer<JournalRecord, Effect>;
  readonly #settled: (() => void)[] = [];
  #failed = false;

  constructor(options: OutboxOptions) {
    const { epoch, sequence } = options;
    this.#options = options;
    this.#writer = newWriter({ epoch, sequence, now: performance.now(), merge: coalesce });
  }

  get quiet(): boolean {
    return this.#failed || isQuiet(this.#writer);
  }

  /** Of the last batch that is durable. */
  get sequence(): number {
    return this.#writer.sequence;
  }

  add(entry: Entry<JournalRecord, Effect>): void {
    if (!this.#failed) this.#step({ kind: "add", entry });
  }

  /** Resolves once everything that was added is durable and released, or never will be. */
  settled(): Promise<void> {
    return this.quiet ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve));
  }

  #step(event: WriterEvent<JournalRecord, Effect>): void {
    if (this.#failed) return;
    const context = {
      now: performance.now(),
      nonce: randomUUID,
      awaitsTick: this.#options.awaitsTick(),
    };
    for (const effect of write(this.#writer, event, context)) this.#perform(effect);
    if (this.quiet) for (const resolve of this.#settled.splice(0)) resolve();
  }

  #perform(effect: WriterEffect<Effect>): void {
    Reflect.apply(this.#effects[effect.kind], undefined, [effect]);
  }

  readonly #effects = {
    append: ({ batch }) => {
      this.#options.appending(batch.records);
      this.#answer(async () => ({
        kind: "answered",
        sequence: batch.sequence,
        outcome: await this.#options.journal.append(batch),
      }));
    },
    read: ({ sequence }) =>
      this.#answer(async () => ({
        kind: "read",
        sequence,
        batch: await this.#options.journal.get(sequence),
      })),
    "read-leader": () =>
      this.#answer(async () => ({ kind: "leader", epoch: await this.#options.journal.leader() })),
    release: ({ effects }) => this.#options.release(effects),
    replay: ({ batch }) => this.#options.replay(batch),
    later: ({ milliseconds, event }) => {
      setTimeout(() => this.#step(event), milliseconds);
    },
    deposed: () => this.#fail(new Error("Another controller has taken over this launch.")),
  } satisfies {
    readonly [K in WriterEffect<Effect>["kind"]]: (
      effect: WriterEffect<Effect> & { readonly kind: K },
    ) => void;
  };

  #answer(ask: () => Promise<WriterEvent<JournalRecord, Effect>>): void {
    ask().then(
      (event) => this.#step(event),
      (error: Error) => this.#fail(error),
    );
  }

  /** Nothing that waits may leave any more, since its cause is not written. */
  #fail(error: Error): void {
    this.#failed = true;
    for (const resolve of this.#settled.splice(0)) resolve();
    this.#options.failed(error);
  }
}
