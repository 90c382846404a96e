/**
 * Volume: versions of Paths on EFS. A work's tree is `/<id>` there, its versions are `/<id>/v`, and each of the two
 * has an access point: a machine mounts its works' own with write, and those of their producers' versions without.
 *
 *     <mounts>/own/<id>/staging/…, v/…    what this machine's works write
 *     <mounts>/versions/<id>/…            what they read
 *
 * What the elements of a map write lies in their map's tree, each below a name of its own.
 */
import { join } from "node:path";
import type { Volume } from "#core/bindings.ts";
import type { AttemptOrder } from "#protocol/call.ts";
import { directories } from "#volume/directories.ts";
import type { VolumeFolders } from "#volume/places.ts";
import { siteOf } from "./fences.ts";
import type { Mounts } from "./mounts.ts";

export interface AccessPoints {
  /** Of `/<id>`. */
  readonly own: string;
  /** Of `/<id>/v`. */
  readonly versions: string;
}

export interface AwsVolumeOptions {
  /** `fs-0123…`; absent where no work of the app has a Path. */
  readonly fileSystem: string | undefined;
  /** By a work's id, or a map's. */
  readonly points: ReadonlyMap<string, AccessPoints>;
  readonly mounts: Mounts;
  /** Folder of the mount points. */
  readonly mountedIn: string;
  /** Folder of attempts' private directories, on the machine's own disk. */
  readonly attempts: string;
  /** Folder of the unpacked bundles. */
  readonly bundles: string;
  /** Sees to it that an order's bundle is unpacked there. */
  readonly fetchBundle: (order: AttemptOrder) => Promise<void>;
}

export function awsVolume(options: AwsVolumeOptions): Volume {
  const of = (order: AttemptOrder): Volume => directories(foldersFor(order.workId, options));
  return {
    prepare: async (order, rank = 0) => {
      if (rank === 0) {
        await options.fetchBundle(order);
        await mountFor(order, options);
      }
      return of(order).prepare(order, rank);
    },
    publish: (order, output, how) => of(order).publish(order, output, how),
    verify: (input) => directories(foldersFor("", options)).verify(input),
    release: (order) => of(order).release(order),
    // No machine of a work may remove what others read.
    collect: () => Promise.reject(new Error("Versions are removed by the controller.")),
  };
}

/** The controller's part: it has the root of the volume, and removes what is kept no longer. */
export function awsCollector(root: string): Pick<Volume, "collect"> {
  const unused = join(root, "unused");
  return directories({
    own: (workId) => ownIn(join(root, siteOf(workId)), workId),
    versions: (workId) => versionsIn(join(root, siteOf(workId), "v"), workId),
    ...{ attempts: unused, bundles: unused },
  });
}

/** As a work sees them: it finds its own versions where it writes them, and all others where it cannot. */
function foldersFor(
  owner: string,
  { mountedIn, attempts, bundles }: AwsVolumeOptions,
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

const ownIn = (tree: string, workId: string): string =>
  siteOf(workId) === workId ? tree : join(tree, "elements", workId);

const versionsIn = (versions: string, workId: string): string =>
  siteOf(workId) === workId ? versions : join(versions, workId);

async function mountFor(order: AttemptOrder, options: AwsVolumeOptions): Promise<void> {
  const own = siteOf(order.workId);
  if (order.outputs.length > 0) await mount({ site: own, write: true }, options);
  const producers = new Set(order.inputs.map(({ producerId }) => siteOf(producerId)));
  for (const site of producers) await mount({ site, write: site === own }, options);
}

async function mount(
  { site, write }: { readonly site: string; readonly write: boolean },
  { fileSystem, points, mounts, mountedIn }: AwsVolumeOptions,
): Promise<void> {
  const point = points.get(site);
  if (fileSystem === undefined || point === undefined)
    throw new Error(
      `The program that made this machine knows no Paths of ${site}. Deploy it again.`,
    );
  await mounts.ensure({
    fileSystem,
    write,
    accessPoint: write ? point.own : point.versions,
    at: join(mountedIn, write ? "own" : "versions", site),
  });
}
