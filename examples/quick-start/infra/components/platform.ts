// What every work and machine of the app stands on, handed to each as one argument.
import type { Table } from "@pulumi/aws/dynamodb/index.js";
import type { SecurityGroup } from "@pulumi/aws/ec2/index.js";
import type { Bucket } from "@pulumi/aws/s3/index.js";
import type { Input, Resource } from "@pulumi/pulumi";

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
  /** ARN of the policy that bounds every role. */
  readonly permissionsBoundary?: string;
  /** ARN of the key that encrypts disks and logs; AWS's own keys unless given. */
  readonly kmsKey?: string;
}

/** Where machines stand: a network of the app's own, or one that was there before. */
export interface Network extends Resource {
  readonly region: string;
  /** The block of all its addresses. */
  readonly cidr: string;
  readonly id: Input<string>;
  readonly subnets: readonly Subnet[];
  /** The subnets of these zones, or of all. */
  in(zones?: readonly string[]): readonly Subnet[];
  /** Those whose machines have no public address. */
  inPrivate(zones?: readonly string[]): readonly Subnet[];
}

export interface Subnet {
  readonly zone: string;
  readonly id: Input<string>;
}

/** The shared store of Paths. */
export interface Volume extends Resource {
  readonly id: Input<string>;
  readonly arn: Input<string>;
  /** Whom this firewall admits may try to mount. */
  readonly firewall: SecurityGroup;
}

export type Tags = Readonly<Record<string, string>>;

/** A machine image, and the name of its root device: the wrong one would attach a second disk. */
export interface Image {
  readonly id: string;
  readonly rootDevice: string;
}
