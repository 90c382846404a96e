// What every work and machine of the app stands on, handed to each as one argument.
import type { Table } from "@pulumi/aws/dynamodb/index.js";
import type { Bucket } from "@pulumi/aws/s3/index.js";
import type { Network } from "./network.ts";
import type { Volume } from "./volume.ts";

export interface Platform {
  /** Project and stack, `boring-dev`: in names and tags of everything that outlives a process. */
  readonly app: string;
  readonly tags: Tags;
  readonly network: Network;
  /** Code: rebuilt by every compile. */
  readonly bundles: Bucket;
  /** Ledger and state of the app; also each work's fence record, and who leads. */
  readonly journal: Table;
  /** Snapshots, large results, Drives. */
  readonly data: Bucket;
  /** There where a work makes a Path. */
  readonly volume?: Volume;
}

export type Tags = Readonly<Record<string, string>>;

/** A machine image, and the name of its root device: the wrong one would attach a second disk. */
export interface Image {
  readonly id: string;
  readonly rootDevice: string;
}
