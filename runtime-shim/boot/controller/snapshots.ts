import { encodeLedger } from "#controller/snapshot.ts";
import type { Core } from "#controller/state.ts";
import type { Journal } from "#core/bindings.ts";

export interface SnapshotsOptions {
  readonly core: Core;
  readonly journal: Journal;
  /** The last durable batch, while everything that was decided is durable; else `undefined`. */
  readonly settledAt: () => number | undefined;
  /** @default 5_000 records or 10 MB */
  readonly every?: { readonly records: number; readonly bytes: number };
}

const often = { records: 5_000, bytes: 10 * 1024 * 1024 };

/**
 * Now and then the ledger is written whole, so that the next controller need not read everything that ever
 * happened. Only at a moment at which nothing waits to be written: what a snapshot holds is then what the
 * journal says up to a batch, and no more.
 */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  #records = 0;
  #bytes = 0;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
  }

  /** Called with what goes into the journal, or was read from it. */
  count(records: readonly object[]): void {
    if (records.length === 0) return;
    this.#records += records.length;
    this.#bytes += JSON.stringify(records).length;
  }

  /** Called when something may have become durable. */
  async consider(): Promise<void> {
    const { core, journal, settledAt, every = often } = this.#options;
    const sequence = settledAt();
    if (journal.snapshots === undefined || sequence === undefined) return;
    if (this.#records < every.records && this.#bytes < every.bytes) return;
    [this.#records, this.#bytes] = [0, 0];
    await journal.snapshots.save({
      sequence,
      epoch: core.ledger.epoch,
      ledger: encodeLedger(core.ledger),
    });
  }
}
