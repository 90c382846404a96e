import { DatabaseSync } from "node:sqlite";
import type { Journal, JournalBatch } from "#core/bindings.ts";
import { localSnapshots } from "./journal-snapshots.ts";

/**
 * Journal: one SQLite file per launch. Every append is on disk when it resolves (`synchronous = FULL`), and
 * a place in it is taken once, even by a writer in another process.
 */
export function localJournal(file: string): Journal {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
  database.exec(`CREATE TABLE IF NOT EXISTS batches (
    sequence INTEGER PRIMARY KEY,
    epoch INTEGER NOT NULL,
    nonce TEXT NOT NULL,
    records TEXT NOT NULL
  ) STRICT`);
  const snapshots = localSnapshots(database);
  const select = database.prepare(
    "SELECT sequence, epoch, nonce, records FROM batches WHERE sequence >= ? ORDER BY sequence LIMIT 500",
  );
  const selectOne = database.prepare(
    "SELECT sequence, epoch, nonce, records FROM batches WHERE sequence = ?",
  );
  return {
    async *read(from) {
      for (let next = from; ; ) {
        const rows = select.all(next).map(batchOf);
        yield* rows;
        const last = rows.at(-1);
        if (last === undefined) return;
        next = last.sequence + 1;
      }
    },
    append: async (batch) => append(database, batch),
    get: async (sequence) => {
      const row = selectOne.get(sequence);
      return row && batchOf(row);
    },
    leader: async () => Number(headOf(database)["epoch"] ?? 0),
    snapshots,
    close: async () => database.close(),
  };
}

/** The condition and the insert are one transaction, which holds the file's write lock. */
function append(database: DatabaseSync, batch: JournalBatch): "appended" | "taken" {
  database.exec("BEGIN IMMEDIATE");
  try {
    const outcome = appendInside(database, batch);
    database.exec("COMMIT");
    return outcome;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
}

/** Places are taken one after the other: one that leaves a gap is not to be had either. */
function appendInside(
  database: DatabaseSync,
  { sequence, epoch, nonce, records }: JournalBatch,
): "appended" | "taken" {
  if (Number(headOf(database)["sequence"] ?? 0) + 1 !== sequence) return "taken";
  const insert = database.prepare(
    "INSERT INTO batches (sequence, epoch, nonce, records) VALUES (?, ?, ?, ?)",
  );
  insert.run(sequence, epoch, nonce, JSON.stringify(records));
  return "appended";
}

const headOf = (database: DatabaseSync): Record<string, unknown> =>
  database.prepare("SELECT max(sequence) AS sequence, max(epoch) AS epoch FROM batches").get() ??
  {};

function batchOf(row: Record<string, unknown>): JournalBatch {
  const { sequence, epoch, nonce, records } = row;
  return {
    sequence: Number(sequence),
    epoch: Number(epoch),
    nonce: String(nonce),
    records: JSON.parse(String(records)),
  };
}
