import type { Span } from "#source/span.ts";

/** One wish, or several in the user's order of preference. */
export type ComputeName = string | { readonly anyOf: readonly string[] };

/** What a `CloudCompute` says, defaults filled in. Which machine that is, is for the provider. */
export interface Compute {
  readonly name: ComputeName;
  /** The app's one `default` machine, shared by works that ask for nothing. */
  readonly shared: boolean;
  /** Where the name stands; the work's construction where nothing was asked for. */
  readonly span: Span;
  /** Of `anyOf`: where each stands, where that is known. */
  readonly alternatives?: readonly (Span | undefined)[] | undefined;
  readonly nodes: number;
  readonly interruptible: boolean;
  /** Seconds; after a work's last call its machine stops. */
  readonly idleTimeout: number;
  /** GiB. */
  readonly diskSize?: number | undefined;
  /** MiB. */
  readonly shmSize?: number | undefined;
  readonly colocationGroup?: string | undefined;
  /** USD. */
  readonly maxHourlyCost?: number | undefined;
  readonly mounts: readonly Mount[];
}

export interface Mount {
  /** `s3://bucket/prefix/` */
  readonly source: string;
  readonly target: string;
  readonly span: Span;
}
