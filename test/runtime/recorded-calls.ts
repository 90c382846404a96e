/** What a journal has of calls that are done, in the records that a controller writes. */
import type { JournalBatch } from "#core/bindings.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";

interface Done {
  readonly work: string;
  readonly bundle: string;
}

/** One batch, the first of a launch: each call was made with its place in the list, one after the other. */
export function recordedCalls(calls: readonly Done[]): JournalBatch {
  const begun: JournalRecord = { kind: "epoch", epoch: 1, launch: "recorded", at: 1 };
  const records = [begun, ...calls.flatMap(recordsOf)];
  return { sequence: 1, epoch: 1, nonce: "recorded", records: records.map(asJson) };
}

function recordsOf({ work, bundle }: Done, index: number): readonly JournalRecord[] {
  const at = index + 2;
  const call = `${work}(${index})`;
  const attempt = { work, call, attempt: 1, at };
  return [
    {
      kind: "tick",
      writes: [],
      operations: [{ kind: "call", call, work, arguments: [index] }],
      settled: false,
      at,
    },
    { ...attempt, kind: "attempt", machine: "one", bundle, inputs: {} },
    {
      ...attempt,
      kind: "settle",
      sequence: 1,
      outcome: { kind: "succeeded", result: index },
      patch: { set: {}, removed: [] },
      published: [],
    },
  ];
}

const asJson = (record: JournalRecord): JsonObject => JSON.parse(JSON.stringify(record));
