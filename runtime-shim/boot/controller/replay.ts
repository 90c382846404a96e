import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import { restoreLedger } from "#controller/snapshot.ts";
import type { Core } from "#controller/state.ts";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";

export interface Replayed {
  /** Of the last batch. */
  readonly sequence: number;
  /** Of its writer. */
  readonly epoch: number;
  /** The latest time in what was replayed, ms since the epoch; 0 where there was none. */
  readonly at: number;
}

/** Rebuilds the ledger from the journal's newest snapshot and what follows it; `counted` hears of the latter. */
export async function replay(
  journal: Journal,
  core: Core,
  counted?: (records: readonly JsonObject[]) => void,
): Promise<Replayed> {
  const snapshot = await journal.snapshots?.latest();
  if (snapshot !== undefined)
    restoreLedger(core.ledger, snapshot.ledger, liveChanges(core.live, []));
  let { sequence, epoch } = snapshot ?? { sequence: 0, epoch: 0 };
  let at = 0;
  for await (const batch of journal.read(sequence + 1)) {
    ({ sequence, epoch } = batch);
    at = Math.max(at, ...batch.records.filter(isRecord).map((record) => record.at));
    counted?.(batch.records);
    replayBatch(core, batch);
  }
  return { sequence, epoch, at };
}

export function replayBatch(core: Core, { records }: JournalBatch): void {
  for (const record of records.filter(isRecord))
    applyRecord(core.ledger, record, liveChanges(core.live, []));
}

/** The journal is ours, and each launch's is written by one version: its kind says what a record is. */
const isRecord = (record: JsonObject): record is JsonObject & JournalRecord =>
  typeof record["kind"] === "string" && typeof record["at"] === "number";
