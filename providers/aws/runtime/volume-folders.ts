import { join } from "node:path";
import type { VolumeFolders } from "#volume/places.ts";

export interface VolumePlaces {
  /** Folder of the mount points. */
  readonly mountedIn: string;
  /** Folder of attempts' private directories, on the machine's own disk. */
  readonly attempts: string;
  /** Folder of the unpacked bundles. */
  readonly bundles: string;
}

/** Whose part of the cloud a work's is: `<id>` is its own, `<id>-<key>` an element's of the map of that id. */
export const siteOf = (workId: string): string => workId.replace(/-.*$/s, "");

/** As the work `owner` sees them: it finds its own versions where it writes them, and all others where it cannot. */
export function foldersFor(
  owner: string,
  { mountedIn, attempts, bundles }: VolumePlaces,
): VolumeFolders {
  const tree = (workId: string): string => join(mountedIn, "own", siteOf(workId));
  const foreign = (workId: string): string => join(mountedIn, "versions", siteOf(workId));
  const isOwn = (workId: string): boolean => siteOf(workId) === siteOf(owner);
  return {
    own: (workId) => ownIn(tree(workId), workId),
    versions: (workId) =>
      versionsIn(isOwn(workId) ? join(tree(workId), "v") : foreign(workId), workId),
    attempts,
    bundles,
  };
}

/** Whole, below `root`. */
export function foldersBelow(root: string): Pick<VolumeFolders, "own" | "versions"> {
  const tree = (workId: string): string => join(root, siteOf(workId));
  return {
    own: (workId) => ownIn(tree(workId), workId),
    versions: (workId) => versionsIn(join(tree(workId), "v"), workId),
  };
}

/** An element's part of its map's tree. */
const ownIn = (tree: string, workId: string): string =>
  siteOf(workId) === workId ? tree : join(tree, "elements", workId);

const versionsIn = (versions: string, workId: string): string =>
  siteOf(workId) === workId ? versions : join(versions, workId);
