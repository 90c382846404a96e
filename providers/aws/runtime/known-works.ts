/**
 * What an agent has to know of works: their access points and log groups. A deploy may give one more to a group
 * whose machine runs, and nothing that runs starts again for it: the agent learns.
 */
import type { S3Client } from "@aws-sdk/client-s3";
import { untilAnswered } from "./asking.ts";
import { type Block, type Deployment, readDeployment } from "./deployment.ts";
import { nextRelease, releaseIn } from "./release.ts";
import type { AccessPoints } from "./volume.ts";

export interface KnownWorks {
  /** By the id of a work, or of its map. */
  readonly points: ReadonlyMap<string, AccessPoints>;
  readonly logs: ReadonlyMap<string, string>;
  /** The capacity block of a machine group. */
  block(group: string): Block | undefined;
  learn(deployment: Deployment): void;
}

export function knownWorks(deployment: Deployment): KnownWorks {
  const points = new Map<string, AccessPoints>();
  const groups = new Map<string, string>();
  const blocks = new Map<string, Block>();
  /** What a deploy has taken away may still run here: nothing is forgotten. */
  const learn = (next: Deployment): void => {
    for (const { id, logs, paths } of next.groups.flatMap(({ works }) => works)) {
      groups.set(id, logs);
      if (paths !== undefined) points.set(id, paths);
    }
    // The machine runs in the block that it started in: that one may have been extended, another is not its own.
    for (const { name, block } of next.groups)
      if (block && (blocks.get(name)?.id ?? block.id) === block.id) blocks.set(name, block);
  };
  learn(deployment);
  return { points, logs: groups, block: (group) => blocks.get(group), learn };
}

export interface Following {
  readonly objects: S3Client;
  readonly bucket: string;
  readonly signal: AbortSignal;
  /**
   * ms between two looks: the controller takes longer to start again with what it then asks of this machine.
   * @default 4000
   */
  readonly every?: number;
}

/** Until `signal`; what was released before the first look is learned at once. */
export async function followReleases(
  { every = 4000, ...place }: Following,
  works: KnownWorks,
): Promise<void> {
  for (let known = ""; ; ) {
    await nextRelease({ ...place, known, every });
    known = await releaseIn(place, place.signal);
    const read = () => readDeployment(place.objects, place.bucket);
    works.learn(await untilAnswered(read, place.signal));
  }
}
