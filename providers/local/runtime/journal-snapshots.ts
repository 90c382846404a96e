import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { JournalSnapshot, JournalSnapshots } from "#core/bindings.ts";

/** ms for which a batch is kept that a snapshot holds already: a writer that was paused must find its place taken. */
const keptFor = 7 * 24 * 3_600_000;

/** Beside the batches, in the same file: written whole or not at all, and known by their digest. */
export function localSnapshots(database: DatabaseSync): JournalSnapshots {
  database.exec(`CREATE TABLE IF NOT EXISTS snapshots (
    sequence INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    ledger TEXT NOT NULL
  ) STRICT`);
  const newest = database.prepare(
    "SELECT sequence, epoch, digest, ledger FROM snapshots ORDER BY sequence DESC",
  );
  return {
    latest: async () => newest.all().flatMap(snapshotOf)[0],
    save: async (snapshot) => save(database, snapshot),
  };
}

/** One that does not read as it was written is none: the one before it, and what follows that, say the same. */
function snapshotOf(row: Record<string, unknown>): readonly JournalSnapshot[] {
  const ledger = String(row["ledger"]);
  if (digestOf(ledger) !== row["digest"]) return [];
  return [{ sequence: Number(row["sequence"]), epoch: Number(row["epoch"]), ledger }];
}

function save(database: DatabaseSync, { sequence, epoch, ledger }: JournalSnapshot): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    database
      .prepare(
        "INSERT OR REPLACE INTO snapshots (sequence, epoch, at, digest, ledger) VALUES (?, ?, ?, ?, ?)",
      )
      .run(sequence, epoch, Date.now(), digestOf(ledger), ledger);
    compact(database);
    database.exec("COMMIT");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

/** Two snapshots are kept, and with the older one all that follows it; never the last place, which says where the next is. */
function compact(database: DatabaseSync): void {
  const before = database
    .prepare("SELECT sequence FROM snapshots ORDER BY sequence DESC LIMIT 1 OFFSET 1")
    .get();
  if (before === undefined) return;
  database.prepare("DELETE FROM snapshots WHERE sequence < ?").run(Number(before["sequence"]));
  database
    .prepare(
      "DELETE FROM batches WHERE sequence <= ? AND sequence < (SELECT max(sequence) FROM batches) " +
        "AND CAST(json_extract(records, '$[0].at') AS INTEGER) < ?",
    )
    .run(Number(before["sequence"]), Date.now() - keptFor);
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
