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
import { sweep } from "#volume/sweep.ts";
import type { Mounts } from "./mounts.ts";
import { type BesideOptions, volumeBeside } from "./volume-beside.ts";
import { foldersBelow, siteOf, type VolumePlaces } from "./volume-folders.ts";

export interface AccessPoints {
  /** Of `/<id>`. */
  readonly own: string;
  /** Of `/<id>/v`. */
  readonly versions: string;
}

export interface AwsVolumeOptions extends VolumePlaces, Omit<BesideOptions, "places"> {
  /** `fs-0123…`; absent where no work of the app has a Path. */
  readonly fileSystem: string | undefined;
  /** By a work's id, or a map's. */
  readonly points: ReadonlyMap<string, AccessPoints>;
  readonly mounts: Mounts;
  /** Sees to it that an order's bundle is unpacked there. */
  readonly fetchBundle: (order: AttemptOrder) => Promise<void>;
}

export function awsVolume(options: AwsVolumeOptions): Volume {
  const { mountedIn, attempts, bundles } = options;
  const ask = volumeBeside({ ...options, places: { mountedIn, attempts, bundles } });
  return {
    prepare: async (order, rank = 0) => {
      // Once on each machine.
      if (rank === (order.node?.rank ?? 0)) {
        await options.fetchBundle(order);
        await mountFor(order, options);
      }
      return ask({ method: "prepare", order, rank });
    },
    publish: (order, output, how) => ask({ method: "publish", order, output, how }),
    verify: (input) => ask({ method: "verify", input }),
    release: (order) => ask({ method: "release", order }),
    // No machine of a work may remove what others read.
    collect: () => Promise.reject(new Error("Versions are removed by the controller.")),
  };
}

/** The controller's part: it has the root of the volume, and removes what is kept no longer, and what nobody will name. */
export function awsCollector(root: string): Required<Pick<Volume, "collect" | "sweep">> {
  const unused = join(root, "unused");
  const folders = { ...foldersBelow(root), attempts: unused, bundles: unused };
  return { collect: directories(folders).collect, sweep: (keep) => sweep(keep, folders) };
}

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
