/**
 * Volume: versions of Paths as directories, wherever a provider's folders are. A version is
 * written whole under a name never used before, forced to disk and sealed, and exists only once the ledger
 * has recorded it: a crash between any two steps leaves a tree that nobody refers to, never half a version.
 * Consumers read it where it lies: handing it over copies nothing.
 *
 *     <own>/staging/<call>-<attempt>/<path id>/<relative>   where an attempt writes
 *     <versions>/<path id>/<version>/<relative>             what was published, read-only
 */
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Volume } from "#core/bindings.ts";
import type { AttemptOrder, PinnedPath } from "#protocol/call.ts";
import type { AttemptPlaces } from "#protocol/work-process.ts";
import { mismatch } from "./manifest.ts";
import {
  attemptDirectory,
  inputPlace,
  previousPlace,
  rankFolder,
  stagingDirectory,
  stagingPlace,
  type VersionName,
  type VolumeFolders,
  versionDirectory,
} from "./places.ts";
import { type PublishStep, publish } from "./publish.ts";
import { sweep } from "./sweep.ts";
import { removeTree } from "./tree.ts";

export interface DirectoriesOptions extends VolumeFolders {
  /** Called before each step of a publish: tests end the process there. */
  readonly before?: (step: PublishStep) => void;
}

/** An attempt that cannot start; the message names producer, field and consumer. */
export class InputMissing extends Error {
  override readonly name = "InputMissing";
}

export function directories(options: DirectoriesOptions): Volume {
  return {
    prepare: (order, rank = 0) => prepare({ order, rank }, options),
    publish: (order, output, how) => publish({ order, output, ...how }, options),
    verify: async (input) => {
      const missing = await problemWith(input, options);
      return missing === undefined ? undefined : { missing };
    },
    release: async (order) => {
      await removeTree(attemptDirectory(order, options));
      // Node 0's machine has still to take up what the others have written.
      if ((order.node?.rank ?? 0) === 0) await removeTree(stagingDirectory(order, options));
    },
    collect: (version) => collect(version, options),
    sweep: (keep) => sweep(keep, options),
  };
}

interface Prepared {
  readonly order: AttemptOrder;
  readonly rank: number;
}

async function prepare({ order, rank }: Prepared, folders: VolumeFolders): Promise<AttemptPlaces> {
  if (rank === 0 || order.node !== undefined) await clearFor(order, folders);
  const { inputs, outputs, bundle } = order;
  const directory = join(attemptDirectory(order, folders), rankFolder(order, rank));
  await mkdir(directory, { recursive: true });
  const staged = outputs.map(
    (output) => [output.name, stagingPlace({ order, output, rank }, folders)] as const,
  );
  for (const [, place] of staged) await mkdir(dirname(place), { recursive: true });
  const read = inputs.map(
    (input) => [`${input.name}@${input.version}`, inputPlace(input, folders)] as const,
  );
  const previous = outputs.map(
    (output) => [output.name, previousPlace({ order, output }, folders)] as const,
  );
  return {
    directory,
    bundle: join(folders.bundles, bundle),
    local: Object.fromEntries([...staged, ...read]),
    previous: Object.fromEntries(previous),
    environment: {},
  };
}

/** A second try of the same attempt (an agent that was restarted) finds what the first left. */
async function clearFor(order: AttemptOrder, folders: VolumeFolders): Promise<void> {
  for (const input of order.inputs) await requireInput(order, input, folders);
  const { node } = order;
  const staging = stagingDirectory(order, folders);
  // Others of several machines may be writing beside already.
  const own = node === undefined ? staging : join(staging, rankFolder(order, node.rank));
  for (const stale of [attemptDirectory(order, folders), own]) await removeTree(stale);
}

async function requireInput(
  order: AttemptOrder,
  input: PinnedPath,
  folders: VolumeFolders,
): Promise<void> {
  const missing = await problemWith(input, folders);
  if (missing === undefined) return;
  throw new InputMissing(
    `${order.work} was given ${input.name}, but what ${input.producer} published there (version ${input.version}) is not whole on the volume: ${missing}. ` +
      `Run ${input.producer} again.`,
  );
}

const problemWith = (input: PinnedPath, folders: VolumeFolders): Promise<string | undefined> =>
  mismatch(inputPlace(input, folders), input.manifest, input.verify ?? "size");

/** The manifest goes first: what is left of a version without one is garbage to anybody. */
async function collect(version: VersionName, folders: VolumeFolders): Promise<void> {
  const directory = versionDirectory(version, folders);
  await rm(`${directory}.json`, { force: true });
  await removeTree(directory);
}
