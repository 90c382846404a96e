import { join } from "node:path";
import type { Drives, Secrets, Volume } from "#core/bindings.ts";
import { localDrives } from "#providers/local/runtime/drives.ts";
import { localSecrets } from "#providers/local/runtime/secrets.ts";
import { localVolume } from "#providers/local/runtime/volume.ts";
import type { OnMachine } from "./booted.ts";
import { fetchBundle } from "./fetch-bundle.ts";

export interface Stores {
  readonly volume: Volume;
  readonly drives: Drives;
  readonly secrets: Secrets;
}

export function storesOf({ state, objects, bucket }: OnMachine): Stores {
  const bundles = join(state, "bundles");
  const volume = localVolume({
    root: join(state, "volume"),
    attempts: join(state, "attempts"),
    bundles,
  });
  return {
    volume: {
      ...volume,
      prepare: async (order, rank) => {
        const directory = order.bundle;
        const owner = `works/${order.workId}`;
        await fetchBundle({ objects, bucket, folder: bundles }, { owner, directory });
        return volume.prepare(order, rank);
      },
    },
    drives: localDrives(join(state, "drives")),
    secrets: localSecrets({ file: join(state, ".env"), environment: {} }),
  };
}
