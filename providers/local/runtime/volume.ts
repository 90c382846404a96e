import { join } from "node:path";
import type { Volume } from "#core/bindings.ts";
import { type DirectoriesOptions, directories } from "#volume/directories.ts";
import type { VolumeFolders } from "#volume/places.ts";

export interface LocalVolumeOptions
  extends Pick<DirectoriesOptions, "attempts" | "bundles" | "before"> {
  /** The launch's volume directory: `<work id>/staging/` and `<work id>/v/`. */
  readonly root: string;
}

/** Volume: here, a folder of the launch, which every work may look into. */
export const localVolume = ({ root, ...options }: LocalVolumeOptions): Volume =>
  directories({ ...options, ...foldersIn(root) });

const foldersIn = (root: string): Pick<VolumeFolders, "own" | "versions"> => ({
  own: (workId) => join(root, workId),
  versions: (workId) => join(root, workId, "v"),
});
