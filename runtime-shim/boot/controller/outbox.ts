import { randomUUID } from "node:crypto";
import type { Effect } from "#controller/event.ts";
import type { Journal } from "#core/bindings.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";

export interface OutboxOptions {
  readonly journal: Journal;
  readonly epoch: number;
  /** Of the last batch in the journal. */
  readonly sequence: number;
  /** Effects whose cause is durable, in order. */
  readonly release: (effects: readonly Effect[]) => void;
  /** A tick is under way whose record belongs in the same append as what caused it. */
  readonly awaitsTick: () => boolean;
  readonly failed: (error: Error) => void;
}

interface Entry {
  readonly records: readonly JournalRecord[];
  readonly effects: readonly Effect[];
}

/** ms. Patches may gather for a while; a cause waits a little for the tick it has set off. */
const patience = { patch: 50, tick: 20 } as const;
const largestBatch = 256 * 1024;

/**
 * Nothing leaves before its record is durable. One append is in flight at a time; whatever arrives in the
 * meantime is the next batch.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #sequence: number;
  #waiting: Entry[] = [];
  #appending = false;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #settled: (() => void)[] = [];
  #failed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#sequence = options.sequence;
  }

  get quiet(): boolean {
    return this.#failed || (this.#waiting.length === 0 && !this.#appending);
  }

  add(entry: Entry): void {
    if (this.#failed) return;
    if (this.quiet && entry.records.length === 0) {
      this.#options.release(entry.effects);
      return;
    }
    if (this.#waiting.length === 0) this.#since = performance.now();
    this.#waiting.push(entry);
    this.#plan();
  }

  /** Resolves once everything that was added is durable and released, or never will be. */
  settled(): Promise<void> {
    return this.quiet ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve));
  }

  #plan(): void {
    if (this.#appending || this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    const wait = this.#patience() - (performance.now() - this.#since);
    if (wait <= 0) this.#flush().catch((error: Error) => this.#fail(error));
    else this.#timer = setTimeout(() => this.#plan(), wait);
  }

  /** Nothing that waits may leave any more, since its cause is not written. */
  #fail(error: Error): void {
    this.#failed = true;
    for (const resolve of this.#settled.splice(0)) resolve();
    this.#options.failed(error);
  }

  #patience(): number {
    const records = this.#waiting.flatMap((entry) => entry.records);
    if (this.#options.awaitsTick()) return patience.tick;
    return records.length > 0 && records.every(({ kind }) => kind === "patch") ? patience.patch : 0;
  }

  async #flush(): Promise<void> {
    this.#appending = true;
    const batch = this.#takeBatch();
    const records = batch.flatMap((entry) => entry.records);
    if (records.length > 0) await this.#append(records);
    this.#appending = false;
    this.#since = performance.now();
    this.#options.release(batch.flatMap(({ effects }) => effects));
    if (this.quiet) for (const resolve of this.#settled.splice(0)) resolve();
    this.#plan();
  }

  #takeBatch(): readonly Entry[] {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ records }) => {
      bytes += records.length === 0 ? 0 : JSON.stringify(records).length;
      return bytes > largestBatch;
    });
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : Math.max(1, end));
  }

  async #append(records: readonly JournalRecord[]): Promise<void> {
    const { journal, epoch } = this.#options;
    const batch = {
      sequence: this.#sequence + 1,
      epoch,
      nonce: randomUUID(),
      records: records.map(asJson),
    };
    if ((await journal.append(batch)) === "deposed") {
      throw new Error("Another controller has taken over this launch.");
    }
    this.#sequence += 1;
  }
}

/** Records are JSON but for fields that are `undefined`, which JSON leaves out. */
const asJson = (record: JournalRecord): JsonObject => JSON.parse(JSON.stringify(record));
