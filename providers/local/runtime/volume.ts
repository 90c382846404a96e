/**
 * Volume: where the versions of Paths lie on this machine, as directories of one launch. A version is
 * written whole under a name never used before, forced to disk and sealed, and exists only once the ledger
 * has recorded it: a crash between any two steps leaves a tree that nobody refers to, never half a version.
 *
 *     <root>/<work id>/staging/<call>-<attempt>/<path id>/<relative>   where an attempt writes
 *     <root>/<work id>/v/<path id>/<version>/<relative>                what was published, read-only
 */
import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Volume } from "#core/bindings.ts";
import type { AttemptOrder, OutputPath, PinnedPath, PublishedVersion } from "#protocol/call.ts";
import type { AttemptPlaces } from "#protocol/work-process.ts";
import { type Contents, manifestOf, mismatch, sameContent } from "./manifest.ts";
import { mergeRanks } from "./merge-ranks.ts";
import { copyTree, exists, hasLinks, removeTree, sealTree, syncOne, syncTree } from "./tree.ts";

export interface LocalVolumeOptions {
  /** The launch's volume directory. */
  readonly root: string;
  /** Holds the private directories of attempts. */
  readonly attempts: string;
  /** Holds the unpacked bundles. */
  readonly bundles: string;
  /** Called before each step of a publish: tests end the process there. */
  readonly before?: (step: PublishStep) => void;
}

export type PublishStep = "stage" | "sync" | "place" | "manifest" | "seal" | "report";

/** An attempt that cannot start; the message names producer, field and consumer. */
export class InputMissing extends Error {
  override readonly name = "InputMissing";
}

export function localVolume(options: LocalVolumeOptions): Volume {
  return {
    prepare: (order, rank = 0) => prepare({ order, rank }, options),
    publish: (order, output, how) => publish({ order, output, ...how }, options),
    verify: async (input) => {
      const missing = await mismatch(
        versionPlace(input, options),
        input.manifest,
        input.verify ?? "size",
      );
      return missing === undefined ? undefined : { missing };
    },
    release: async (order) => {
      await removeTree(attemptDirectory(order, options));
      await removeTree(stagingDirectory(order, options));
    },
  };
}

interface Prepared {
  readonly order: AttemptOrder;
  readonly rank: number;
}

async function prepare(
  { order, rank }: Prepared,
  options: LocalVolumeOptions,
): Promise<AttemptPlaces> {
  if (rank === 0) await clearFor(order, options);
  const directory = join(attemptDirectory(order, options), rankFolder(order, rank));
  await mkdir(directory, { recursive: true });
  for (const output of order.outputs)
    await mkdir(dirname(stagingPlace({ order, output, rank }, options)), { recursive: true });
  return {
    directory,
    bundle: join(options.bundles, order.bundle),
    local: {
      ...Object.fromEntries(
        order.outputs.map((output) => [
          output.name,
          stagingPlace({ order, output, rank }, options),
        ]),
      ),
      ...Object.fromEntries(
        order.inputs.map((input) => [
          `${input.name}@${input.version}`,
          versionPlace(input, options),
        ]),
      ),
    },
    previous: Object.fromEntries(
      order.outputs.map((output) => [output.name, previousPlace(order, output, options)]),
    ),
    environment: {},
  };
}

/** A second try of the same attempt (an agent that was restarted) finds what the first left. */
async function clearFor(order: AttemptOrder, options: LocalVolumeOptions): Promise<void> {
  for (const input of order.inputs) await requireInput(order, input, options);
  for (const stale of [attemptDirectory(order, options), stagingDirectory(order, options)])
    await removeTree(stale);
}

async function requireInput(
  order: AttemptOrder,
  input: PinnedPath,
  options: LocalVolumeOptions,
): Promise<void> {
  const missing = await mismatch(
    versionPlace(input, options),
    input.manifest,
    input.verify ?? "size",
  );
  if (missing === undefined) return;
  throw new InputMissing(
    `${order.work} was given ${input.name}, but what ${input.producer} published there (version ${input.version}) is not whole on the volume: ${missing}. ` +
      `Run ${input.producer} again.`,
  );
}

interface Publish {
  readonly order: AttemptOrder;
  readonly output: OutputPath;
  readonly move: boolean;
  readonly number: number;
}

async function publish(
  { order, output, move, number }: Publish,
  options: LocalVolumeOptions,
): Promise<PublishedVersion | undefined> {
  const before = options.before ?? (() => {});
  const local = await written({ order, output, move }, options);
  if (!(await exists(local))) return undefined;
  before("stage");
  // A tree that is still written, or points elsewhere, is not what it will be: a copy is, and is described.
  const ready =
    move && !(await hasLinks(local)) ? local : await stageCopy(local, { order, output, options });
  const manifest = await manifestOf(ready, output.verify ?? "size");
  if (manifest === undefined) return undefined;
  const { previous } = output;
  if (previous && (await isPrevious({ root: ready, manifest }, { order, output, options }))) {
    if (ready !== local) await removeTree(ready);
    return { path: output.name, version: previous.version, manifest: previous.manifest };
  }
  before("sync");
  await syncTree(ready);
  before("place");
  const { version, directory } = await newVersion({ order, output, number }, options);
  const target = join(directory, output.relative);
  await mkdir(dirname(target), { recursive: true });
  await rename(ready, target);
  before("manifest");
  await writeDurably(`${directory}.json`, JSON.stringify(manifest));
  before("seal");
  await sealTree(directory);
  await syncNames(dirname(target), dirname(directory));
  before("report");
  return { path: output.name, version, manifest };
}

/** Contents were synced before the rename; what is left are the names, from the deepest directory to the outermost. */
async function syncNames(deepest: string, outermost: string): Promise<void> {
  for (let directory = deepest; directory !== dirname(outermost); directory = dirname(directory))
    await syncOne(directory);
}

async function isPrevious(
  now: Contents,
  {
    order,
    output,
    options,
  }: {
    readonly order: AttemptOrder;
    readonly output: OutputPath;
    readonly options: LocalVolumeOptions;
  },
): Promise<boolean> {
  const root = previousPlace(order, output, options);
  return (
    root !== null &&
    output.previous !== undefined &&
    sameContent(now, { root, manifest: output.previous.manifest })
  );
}

/** A copy under staging, so that the version directory still gets its content by one rename. */
async function stageCopy(
  local: string,
  {
    order,
    output,
    options,
  }: {
    readonly order: AttemptOrder;
    readonly output: OutputPath;
    readonly options: LocalVolumeOptions;
  },
): Promise<string> {
  const copy = join(stagingDirectory(order, options), `${output.pathId}.copy`);
  await removeTree(copy);
  await copyTree(local, copy);
  return copy;
}

/** Claims a directory name by making it: a name that exists, recorded or not, is never taken again. */
async function newVersion(
  { order, output, number }: Omit<Publish, "move">,
  options: LocalVolumeOptions,
): Promise<{ readonly version: string; readonly directory: string }> {
  const parent = join(options.root, order.workId, "v", output.pathId);
  await mkdir(parent, { recursive: true });
  const name = `${attemptName(order)}-${number}`;
  for (let retry = 0; ; retry++) {
    const version = retry === 0 ? name : `${name}.${retry}`;
    const directory = join(parent, version);
    const claimed = await mkdir(directory).then(() => true, alreadyThere);
    if (claimed) return { version, directory };
  }
}

function alreadyThere(error: unknown): false {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
  throw error;
}

async function writeDurably(path: string, content: string): Promise<void> {
  const handle = await open(path, "wx", 0o444);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncOne(dirname(path));
}

/** Calls are long hashes; ten characters tell those of one work apart, and the directory claim settles the rest. */
const attemptName = (order: AttemptOrder): string =>
  `${order.call.replace(/[^A-Za-z0-9]/g, "").slice(0, 10)}-${order.attempt}`;

const attemptDirectory = (order: AttemptOrder, { attempts }: LocalVolumeOptions): string =>
  join(attempts, `${order.work}-${attemptName(order)}`);

const stagingDirectory = (order: AttemptOrder, { root }: LocalVolumeOptions): string =>
  join(root, order.workId, "staging", attemptName(order));

interface Staged {
  readonly order: AttemptOrder;
  readonly output: OutputPath;
  readonly rank: number;
}

const stagingPlace = ({ order, output, rank }: Staged, options: LocalVolumeOptions): string =>
  join(stagingDirectory(order, options), rankFolder(order, rank), output.pathId, output.relative);

/** Several nodes write side by side. */
const rankFolder = ({ nodes = 1 }: AttemptOrder, rank: number): string =>
  nodes === 1 ? "" : `rank-${rank}`;

/** What the attempt has written at its Path: where it wrote it, or, of several nodes, all of it in one place. */
async function written(
  { order, output, move }: Omit<Publish, "number">,
  options: LocalVolumeOptions,
): Promise<string> {
  const { nodes = 1 } = order;
  if (nodes === 1) return stagingPlace({ order, output, rank: 0 }, options);
  const target = join(stagingDirectory(order, options), `${output.pathId}.merged`);
  await removeTree(target);
  await mergeRanks({
    ranks: Array.from({ length: nodes }, (_, rank) =>
      stagingPlace({ order, output, rank }, options),
    ),
    target,
    previous: previousPlace(order, output, options),
    move,
  });
  return target;
}

const versionPlace = (input: PinnedPath, { root }: LocalVolumeOptions): string =>
  join(root, input.producerId, "v", input.pathId, input.version, input.relative);

function previousPlace(
  order: AttemptOrder,
  output: OutputPath,
  { root }: LocalVolumeOptions,
): string | null {
  if (output.previous === undefined) return null;
  return join(root, order.workId, "v", output.pathId, output.previous.version, output.relative);
}
