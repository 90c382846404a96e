import type { WorkSettings } from "./settings.ts";
import type { Failure, Reason } from "./status.ts";
import type { Encoded } from "./value.ts";

/** Stable across attempts, restarts and deploys: a hash of work id, canonical arguments, occurrence and `again` key. */
export type CallId = string;

/** Counts from 1 within a call; also the generation that fences and versions carry. */
export type Attempt = number;

/** Never reused; what a Path's directory is called on the volume. */
export type Version = string;

/** What the agent needs to try a call once. */
export interface AttemptOrder {
  readonly call: CallId;
  readonly attempt: Attempt;
  readonly work: string;
  readonly workId: string;
  /** Of the work's attempts, as the fence record counts them: below what it says, this one is over. */
  readonly generation?: number | undefined;
  /** Folder name of the work's bundle; a running attempt keeps its own. */
  readonly bundle: string;
  readonly constructorArguments: readonly Encoded[];
  readonly arguments: readonly Encoded[];
  /** Every Path this attempt may read, pinned. */
  readonly inputs: readonly PinnedPath[];
  /** The work's own Paths: where it writes, and the version before. */
  readonly outputs: readonly OutputPath[];
  /** The work's whole public state, applied after construction. */
  readonly state: Readonly<Record<string, Encoded>>;
  /** As compiled: an order is whole, so that a running attempt keeps the settings it started with. */
  readonly settings: WorkSettings;
  /** On works that run Python: what their environment holds, as pip takes it. */
  readonly python?:
    | { readonly script?: string | undefined; readonly requirements: readonly string[] }
    | undefined;
  /** What `config.*` answers in this launch. */
  readonly config: Readonly<Record<string, string | number | boolean>>;
  /** Processes that run this attempt together, each on a machine of its own in the cloud. @default 1 */
  readonly nodes?: number | undefined;
  /** Which of them is this machine's. Absent where one machine has them all. */
  readonly node?: NodePlace | undefined;
  /** Buckets as read-only folders, and where the work looks for them. */
  readonly mounts?: readonly { readonly source: string; readonly target: string }[] | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  /** Set by the controller once known; what `this.url` answers inside the work. */
  readonly url?: string | undefined;
  /** Seconds. */
  readonly timeout?: number | undefined;
}

/** One of several nodes, and where they all meet. */
export interface NodePlace {
  readonly rank: number;
  readonly count: number;
  readonly mainAddress: string;
  readonly mainPort: number;
}

export interface PinnedPath {
  /** `source.boringFile` */
  readonly name: string;
  readonly producer: string;
  readonly producerId: string;
  readonly pathId: string;
  readonly relative: string;
  readonly version: Version;
  readonly manifest: VersionManifest;
  /** `full` compares every digest before the consumer runs. @default "size" */
  readonly verify?: "full" | "size" | undefined;
}

export interface OutputPath {
  readonly name: string;
  readonly pathId: string;
  readonly field: string;
  readonly relative: string;
  /** Where `path.previous` lies: the partial version of an interrupted attempt first, else the last committed. */
  readonly previous?: { readonly version: Version; readonly manifest: VersionManifest } | undefined;
  /** `full` computes every file's digest when it is published. @default "size" */
  readonly verify?: "full" | "size" | undefined;
}

/** What a version holds: sizes always, digests where they were computed. */
export interface VersionManifest {
  readonly files: readonly {
    readonly path: string;
    readonly size: number;
    readonly sha256?: string | undefined;
  }[];
  /** Sum of sizes, bytes. */
  readonly size: number;
}

/** One published content of a Path, as the agent reports and the ledger records it. */
export interface PublishedVersion {
  readonly path: string;
  readonly version: Version;
  readonly manifest: VersionManifest;
  /** Published on notice: only the next attempt of the same call sees it. */
  readonly partial?: true | undefined;
}

export type Outcome =
  | { readonly kind: "succeeded"; readonly result: Encoded }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "stopped"; readonly reason: Reason };

/** A finished call that a ledger keeps, and the hash of the bundle that it came of. */
export interface KeptCall {
  readonly work: string;
  readonly bundle?: string | undefined;
}
