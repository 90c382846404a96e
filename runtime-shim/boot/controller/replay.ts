import { randomUUID } from "node:crypto";
import { applyRecord } from "#controller/apply.ts";
import { liveChanges } from "#controller/changes.ts";
import type { Core } from "#controller/state.ts";
import type { Journal } from "#core/bindings.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";

export interface Replayed {
  /** Of the last batch, this controller's epoch included. */
  readonly sequence: number;
  readonly epoch: number;
}

/** Rebuilds the ledger from the journal. */
export async function replay(journal: Journal, core: Core): Promise<Replayed> {
  let sequence = 0;
  let epoch = 0;
  for await (const batch of journal.read(1)) {
    sequence = batch.sequence;
    epoch = batch.epoch;
    for (const record of batch.records.filter(isRecord))
      applyRecord(core.ledger, record, liveChanges(core.live, []));
  }
  return { sequence, epoch };
}

/** A new controller's first record: from here on, those before it can write nothing more. */
export async function claimEpoch(
  journal: Journal,
  core: Core,
  { sequence, epoch }: Replayed,
  at: number,
): Promise<Replayed> {
  const record = { kind: "epoch", epoch: epoch + 1, launch: core.ledger.launch, at } as const;
  const batch = {
    sequence: sequence + 1,
    epoch: epoch + 1,
    nonce: randomUUID(),
    records: [record],
  };
  if ((await journal.append(batch)) === "deposed")
    throw new Error("Another controller runs this launch.");
  applyRecord(core.ledger, record, liveChanges(core.live, []));
  return { sequence: sequence + 1, epoch: epoch + 1 };
}

/** The journal is ours, and each launch's is written by one version: its kind says what a record is. */
const isRecord = (record: JsonObject): record is JsonObject & JournalRecord =>
  typeof record["kind"] === "string" && typeof record["at"] === "number";
