/** What the boot script hands on; it has it from the machine's user data. */
import type { S3Client } from "@aws-sdk/client-s3";
import type { Deployment } from "./deployment.ts";

export interface Booted {
  /** `boring-dev` */
  readonly app: string;
  readonly group: string;
  /** Of code. */
  readonly bucket: string;
  /** The table. */
  readonly journal: string;
  /** A folder of this machine's own, which goes with it. */
  readonly state: string;
  /** Access point of the whole volume; the controller's only. */
  readonly volumeRoot?: string | undefined;
  /** Why nothing can run on this machine, but an agent that says so. */
  readonly bootFailed?: string | undefined;
}

export interface OnMachine extends Booted {
  readonly objects: S3Client;
  readonly deployment: Deployment;
}

export function bootedWith(environment: NodeJS.ProcessEnv): Booted {
  const value = (name: string): string => {
    const found = environment[`THUNDERHEAD_${name}`];
    if (found !== undefined && found !== "") return found;
    throw new Error(`THUNDERHEAD_${name} is missing: boot.sh sets it from the user data.`);
  };
  return {
    app: value("APP"),
    group: value("GROUP"),
    bucket: value("BUCKET"),
    journal: value("JOURNAL"),
    state: value("STATE"),
    volumeRoot: environment["THUNDERHEAD_VOLUME_ROOT"] || undefined,
    bootFailed: environment["THUNDERHEAD_BOOT_FAILED"] || undefined,
  };
}
