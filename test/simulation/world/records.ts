import type { JournalBatch } from "#core/bindings.ts";
import type { JournalRecord } from "#protocol/record.ts";
import type { JsonObject } from "#protocol/value.ts";

/** Everything in a simulated journal was put there by a controller's writer. */
export const recordsOf = ({ records }: JournalBatch): readonly JournalRecord[] =>
  records.filter(isRecord);

const isRecord = (record: JsonObject): record is JsonObject & JournalRecord =>
  typeof record["kind"] === "string" && typeof record["at"] === "number";
