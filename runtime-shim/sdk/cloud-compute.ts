import type { Mount } from "./mount.ts";
import type { Duration } from "./types.ts";

export interface CloudComputeOptions {
  /** GiB */
  diskSize?: number | undefined;
  /** MiB */
  shmSize?: number | undefined;
  /** After the last call. @default "5m" */
  idleTimeout?: Duration | undefined;
  /** Spot. @default false */
  interruptible?: boolean | undefined;
  mounts?: readonly Mount[] | undefined;
  /** @default 1 */
  nodes?: number | undefined;
  colocationGroup?: string | undefined;
  /** USD */
  maxHourlyCost?: number | undefined;
}

/**
 * The machine a work asks for: one of Lightning's names (`gpu`), a provider's type (`p4d.24xlarge`), or a
 * need (`"A100:8"`, `"80GB+"`). Here it changes nothing but what the console shows.
 */
export class CloudCompute {
  readonly computeName: string | { readonly anyOf: readonly string[] };
  readonly options: CloudComputeOptions;

  constructor(
    name: string | { anyOf: readonly string[] } = "default",
    options: CloudComputeOptions = {},
  ) {
    this.computeName = name;
    this.options = options;
  }
}
