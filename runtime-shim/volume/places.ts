import { join } from "node:path";
import type { AttemptOrder, OutputPath, PinnedPath } from "#protocol/call.ts";

/** Where the volume, the private directories and the bundles of a launch lie, as one machine sees them. */
export interface VolumeFolders {
  /** What a work may write: its staging, and its versions where `versions` says, under one mount. */
  readonly own: (workId: string) => string;
  /** The published versions of a work's Paths. */
  readonly versions: (workId: string) => string;
  /** Holds the private directories of attempts. */
  readonly attempts: string;
  /** Holds the unpacked bundles. */
  readonly bundles: string;
}

export interface Output {
  readonly order: AttemptOrder;
  readonly output: OutputPath;
}

/** Calls are long hashes; ten characters tell those of one work apart, and the directory claim settles the rest. */
export const attemptName = (order: Pick<AttemptOrder, "call" | "attempt">): string =>
  `${order.call.replace(/[^A-Za-z0-9]/g, "").slice(0, 10)}-${order.attempt}`;

export const attemptDirectory = (order: AttemptOrder, { attempts }: VolumeFolders): string =>
  join(attempts, `${order.work}-${attemptName(order)}`);

export const stagingDirectory = (order: AttemptOrder, { own }: VolumeFolders): string =>
  join(own(order.workId), "staging", attemptName(order));

/** Where one node writes; several nodes write side by side. */
export const stagingPlace = (place: NodeOutput, folders: VolumeFolders): string =>
  join(stagedOutput(place, folders), place.output.relative);

export interface NodeOutput extends Output {
  readonly rank: number;
}

export const stagedOutput = ({ order, output, rank }: NodeOutput, folders: VolumeFolders): string =>
  join(stagingDirectory(order, folders), rankFolder(order, rank), output.pathId);

/** Where it stands once its machine has nothing more to say: a name that no other machine has looked for before. */
export const finishedOutput = (place: NodeOutput, folders: VolumeFolders): string =>
  `${stagedOutput(place, folders)}.finished`;

export const rankFolder = ({ nodes = 1 }: AttemptOrder, rank: number): string =>
  nodes === 1 ? "" : `rank-${rank}`;

export interface VersionName {
  readonly workId: string;
  readonly pathId: string;
  readonly version: string;
}

/** Holds a version's content, and nothing else. */
export const versionDirectory = (
  { workId, pathId, version }: VersionName,
  { versions }: VolumeFolders,
): string => join(versions(workId), pathId, version);

export const inputPlace = (input: PinnedPath, folders: VolumeFolders): string =>
  join(versionDirectory({ ...input, workId: input.producerId }, folders), input.relative);

/** Where the version before an attempt's lies; `null` where there is none. */
export function previousPlace({ order, output }: Output, folders: VolumeFolders): string | null {
  const { previous, pathId, relative } = output;
  if (previous === undefined) return null;
  const { workId } = order;
  return join(versionDirectory({ workId, pathId, version: previous.version }, folders), relative);
}
