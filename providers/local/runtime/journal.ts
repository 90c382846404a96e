import { DatabaseSync } from "node:sqlite";
import type { Journal, JournalBatch } from "#core/bindings.ts";

/**
 * Journal: one SQLite file per launch. Every append is on disk when it resolves (`synchronous = FULL`), and
 * is refused to a writer that a later epoch has deposed, even one in another process.
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
  const select = database.prepare(
    "SELECT sequence, epoch, nonce, records FROM batches WHERE sequence >= ? ORDER BY sequence LIMIT 500",
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
    close: async () => database.close(),
  };
}

/** The condition and the insert are one transaction, which holds the file's write lock. */
function append(database: DatabaseSync, batch: JournalBatch): "appended" | "deposed" {
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

function appendInside(
  database: DatabaseSync,
  { sequence, epoch, nonce, records }: JournalBatch,
): "appended" | "deposed" {
  const head =
    database.prepare("SELECT max(sequence) AS sequence, max(epoch) AS epoch FROM batches").get() ??
    {};
  const before = Number(head["sequence"] ?? 0);
  if (Number(head["epoch"] ?? 0) > epoch) return "deposed";
  if (before + 1 !== sequence) return ownBatch(database, sequence, nonce) ? "appended" : "deposed";
  const insert = database.prepare(
    "INSERT INTO batches (sequence, epoch, nonce, records) VALUES (?, ?, ?, ?)",
  );
  insert.run(sequence, epoch, nonce, JSON.stringify(records));
  return "appended";
}

/** An append that was made and whose answer got lost looks like a lost race; its nonce tells. */
function ownBatch(database: DatabaseSync, sequence: number, nonce: string): boolean {
  const found = database.prepare("SELECT nonce FROM batches WHERE sequence = ?").get(sequence);
  return found?.["nonce"] === nonce;
}

function batchOf(row: Record<string, unknown>): JournalBatch {
  const { sequence, epoch, nonce, records } = row;
  return {
    sequence: Number(sequence),
    epoch: Number(epoch),
    nonce: String(nonce),
    records: JSON.parse(String(records)),
  };
}
