import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

export interface LockOptions {
  /** Once, when somebody else holds it. */
  readonly onWait?: () => void;
  readonly signal?: AbortSignal;
}

/** Milliseconds between tries. */
const poll = 100;

/** A connection that nobody refers to is collected, and its lock with it. */
const held = new Set<DatabaseSync>();

/**
 * Holds a file against other processes; answers what gives it back. Node has no file locks of its own;
 * SQLite's are the system's, so a holder that was killed holds nothing. The file stays, empty.
 */
export async function lockFile(file: string, options: LockOptions = {}): Promise<() => void> {
  for (let waited = false; ; waited = true) {
    options.signal?.throwIfAborted();
    const database = hold(file);
    if (database !== undefined) return () => release(database);
    if (!waited) options.onWait?.();
    await sleep(poll);
  }
}

function release(database: DatabaseSync): void {
  held.delete(database);
  database.close();
}

function hold(file: string): DatabaseSync | undefined {
  const database = new DatabaseSync(file);
  try {
    database.exec("BEGIN EXCLUSIVE");
    held.add(database);
    return database;
  } catch (error) {
    database.close();
    if (error instanceof Error && /locked|busy/i.test(error.message)) return undefined;
    throw error;
  }
}
