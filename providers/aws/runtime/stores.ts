/** What an agent's works reach besides their own disk: the volume, drives and secrets. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Drives, Secrets, Volume } from "#core/bindings.ts";
import type { OnMachine } from "./booted.ts";
import { awsDrives } from "./drives.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import type { KnownWorks } from "./known-works.ts";
import { efsMounts } from "./mounts.ts";
import { awsSecrets } from "./secrets.ts";
import { awsVolume } from "./volume.ts";
import { siteOf } from "./volume-folders.ts";

export interface Stores {
  readonly volume: Volume;
  readonly drives: Drives;
  readonly secrets: Secrets;
}

export function storesOf(
  { app, state, objects, bucket, deployment }: OnMachine,
  { points }: Pick<KnownWorks, "points">,
): Stores {
  const { volume, data } = deployment;
  const folder = join(state, "bundles");
  return {
    volume: awsVolume({
      fileSystem: volume,
      points,
      mounts: efsMounts(),
      mountedIn: join(state, "volume"),
      attempts: join(state, "attempts"),
      bundles: folder,
      onDead: () => {
        process.stderr.write("The volume has not answered for two minutes: this machine ends.\n");
        // The program's template has AWS terminate what shuts itself down.
        spawn("shutdown", ["-h", "now"], { stdio: "ignore" }).once("error", () => {});
      },
      fetchBundle: ({ workId, bundle }) =>
        fetchBundle(
          { objects, bucket, folder },
          { owner: `works/${siteOf(workId)}`, directory: bundle },
        ),
    }),
    drives: awsDrives({ objects, data }),
    secrets: awsSecrets({ parameters: new SSMClient(), app }),
  };
}
