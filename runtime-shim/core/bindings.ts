/**
 * Core: what controller and agent share, and the interfaces behind which a provider stands. Everything in
 * core, controller and agent is a pure reducer `(state, event, now) → (state, effects)`; only `boot/` and a
 * provider's `runtime/` do I/O, through these bindings. The same file name holds the same binding in each
 * provider: journal, machines, volume, identity, secrets, routes. Where controllers can be replaced while works
 * run on, there are a leader record and fences besides.
 */
import type {
  AttemptOrder,
  OutputPath,
  PinnedPath,
  PublishedVersion,
  Version,
} from "#protocol/call.ts";
import type { JsonObject } from "#protocol/value.ts";
import type { AttemptPlaces } from "#protocol/work-process.ts";
import type { LeaderRecord } from "./leadership.ts";

/**
 * An append-only log with one writer at a time. Which writer that is, its places decide: a place that is
 * taken stays taken, and the writer who wanted it looks at who was there first (`core/writer.ts`).
 */
export interface Journal {
  /** Every record from `from` (inclusive) on, in order. */
  read(from: number): AsyncIterable<JournalBatch>;
  /**
   * Durable, whole, when it answers `appended`; `taken` where another batch has that number. `unknown` is no
   * answer in time: it may be written, now or later. Rejects where the journal is broken for good.
   */
  append(batch: JournalBatch): Promise<"appended" | "taken" | "unknown">;
  /** What stands at a place now, read consistently. */
  get(sequence: number): Promise<JournalBatch | undefined>;
  /** The highest epoch that has claimed this journal. */
  leader(): Promise<number>;
  /** Absent where the journal is always read whole. */
  readonly snapshots?: JournalSnapshots | undefined;
  close(): Promise<void>;
}

/** The state that the journal makes up to a batch, so that only what follows must be read. */
export interface JournalSnapshot {
  readonly sequence: number;
  readonly epoch: number;
  readonly ledger: string;
}

export interface JournalSnapshots {
  /** The newest that is whole. */
  latest(): Promise<JournalSnapshot | undefined>;
  /** Durable when it resolves. Batches that it holds may go from then on, those younger than a week excepted. */
  save(snapshot: JournalSnapshot): Promise<void>;
}

export interface JournalBatch {
  readonly sequence: number;
  readonly epoch: number;
  /** The writer's own mark, so that a repeated append of the same batch is recognised. */
  readonly nonce: string;
  readonly records: readonly JsonObject[];
}

/** The record that says who leads, and where agents find it; what it means is decided in `core/leadership.ts`. */
export interface Leader {
  /** Consistently; waits until there is an answer. */
  read(): Promise<LeaderRecord | undefined>;
  /** Only if the record is still `expected`; `undefined` without an answer: it may have been written. */
  write(change: {
    readonly expected: LeaderRecord | undefined;
    readonly record: LeaderRecord;
  }): Promise<boolean | undefined>;
}

/**
 * A record for each work that its machine can read when it has lost its controller: attempts of a lower
 * generation are over. Works go by their ids.
 */
export interface Fences {
  /** Never lowers it. Resolves when it is durable, which may take as long as the store is away. */
  raise(workId: string, generation: number): Promise<void>;
  /** By id; a work that has no record yet is at 0, one whose record could not be read is absent. */
  read(workIds: readonly string[]): Promise<Readonly<Record<string, number>>>;
}

/** Starts and ends the machines agents live on. Both may be asked again: `start` is idempotent per token. */
export interface Machines {
  start(request: MachineRequest): Promise<MachineAnswer>;
  end(machine: string): Promise<void>;
  /**
   * What there is of this app. `complete` where a machine that is not listed is surely not there; `lag` where
   * that is so of one that was asked for longer ago than these ms.
   */
  list(): Promise<{
    readonly machines: readonly {
      readonly machine: string;
      readonly stage: "up" | "ending" | "gone";
      /** ms since it was launched. */
      readonly age: number;
    }[];
    readonly complete: boolean;
    readonly lag?: number | undefined;
  }>;
  /** Called when a machine is known to be gone, whoever ended it. */
  onGone(listener: (machine: string, message: string) => void): void;
  close(): Promise<void>;
}

export interface MachineRequest {
  readonly group: string;
  readonly token: string;
  /** So many close to each other, all or none. @default 1 */
  readonly machines?: number | undefined;
  /** Told at most once, where an answer takes long: a sentence that says why. */
  readonly onWait?: ((message: string) => void) | undefined;
}

export type MachineAnswer =
  | {
      readonly kind: "started";
      readonly machine: string;
      /** Where several were asked for: the rest of them. */
      readonly others?: readonly string[] | undefined;
    }
  /** No capacity, no quota: the message says which. */
  | { readonly kind: "refused"; readonly message: string };

/** The shared store of Paths as one agent sees it. */
export interface Volume {
  /**
   * Makes the private directory, the staging of outputs and the read-only inputs; verifies inputs against
   * their manifests. Each further rank of a work of several nodes is prepared after rank 0.
   */
  prepare(order: AttemptOrder, rank?: number): Promise<AttemptPlaces>;
  /**
   * Copies or moves staging into a never-used version directory, synced; the version exists once the ledger
   * records it. What several ranks wrote is one version: a name is as it stands where one rank wrote it, and
   * below `rank-<i>/` where two did. Content equal to `output.previous` answers that version again; nothing at `local` answers `undefined`.
   */
  publish(
    order: AttemptOrder,
    output: OutputPath,
    options: { readonly move: boolean; readonly number: number },
  ): Promise<PublishedVersion | undefined>;
  verify(input: PinnedPath): Promise<{ readonly missing: string } | undefined>;
  /** Removes an attempt's directory and staging; versions stay. */
  release(order: AttemptOrder): Promise<void>;
  /** Removes a version that the ledger has given up; fine when it is gone already. */
  collect(version: {
    readonly workId: string;
    readonly pathId: string;
    readonly version: Version;
  }): Promise<void>;
  /** Removes old trees that nobody will ever name. Absent where something else does. */
  sweep?(keep: KeptTrees): Promise<void>;
}

/** What of a volume is not garbage. */
export interface KeptTrees {
  /** Versions on record, of every Path of the app. Folders of Paths that are not named here are left alone. */
  readonly paths: readonly {
    readonly workId: string;
    readonly pathId: string;
    readonly versions: readonly Version[];
  }[];
  /** Those that may still say what they have made. */
  readonly attempts: readonly {
    readonly work: string;
    readonly call: string;
    readonly attempt: number;
  }[];
}

/** A folder on a machine's own disk, which survives the agent and not always what was not synced. */
export interface Disk {
  list(): Promise<readonly string[]>;
  read(name: string): Promise<string>;
  write(name: string, text: string): Promise<void>;
  /** The file's content is on disk when this resolves. */
  sync(name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Fine when it is gone already. */
  remove(name: string): Promise<void>;
  /** Renames and removals are on disk when this resolves. */
  syncNames(): Promise<void>;
}

/**
 * Proves to the controller who an agent is, and checks it there. A proof is for one connection, whose `nonce` the
 * controller has chosen: nobody can use it again.
 */
export interface Identity {
  prove(nonce: string): Promise<JsonObject>;
  accept(machine: string, proof: JsonObject, nonce: string): Promise<boolean>;
}

export interface Secrets {
  /** `undefined` where there is none by that name. */
  read(name: string): Promise<string | undefined>;
  /** A sentence for whoever is to give one that is missing: where it is put. */
  place(name: string): string;
}

/**
 * Where lines are kept that outlive their machine. Nobody waits for it: what cannot be kept for long is dropped, and
 * how much that was is kept instead.
 */
export interface Logs {
  add(line: KeptLine): void;
  /** Resolves when all of it is kept, or could not be in time. */
  close(): Promise<void>;
}

export interface KeptLine {
  /** A work's id; "" for the controller's own. */
  readonly of: string;
  /** Lines of one stream are in order: an attempt's, or a controller's. */
  readonly stream: string;
  readonly line: string;
  /** ms since the epoch. */
  readonly at: number;
}

/**
 * The object store behind `Drive`: any number of writers, the last one of a key wins. `file` is an absolute
 * path on this machine; a key is checked, and never climbs.
 */
export interface Drives {
  /** A file under that key, or every file of a folder below it. Readers see a key's old content or its new. */
  put(drive: string, key: string, file: string): Promise<void>;
  /** The file of that key, or the folder of those below it, to be written on. Rejects where there is none. */
  get(drive: string, key: string, file: string): Promise<void>;
  /** Keys that begin so, sorted. */
  list(drive: string, prefix: string): Promise<readonly string[]>;
  delete(drive: string, key: string): Promise<void>;
}

/** Gives a work's service an address people can use. */
export interface Routes {
  /**
   * Claims the public url (no trailing slash) of a service that declares `port`, 0 for any; it stays the
   * same whichever attempt answers, and says "starting" until one does.
   */
  reserve(work: string, options: { readonly port: number }): Promise<string>;
  /** From here on, traffic goes to `address` (`host:port`). */
  open(work: string, address: string): Promise<void>;
  close(work: string): Promise<void>;
  /** Gives every address back. */
  end(): Promise<void>;
}
