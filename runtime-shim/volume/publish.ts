import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PublishedVersion } from "#protocol/call.ts";
import { copyChanged } from "./copy-changed.ts";
import { type Contents, manifestOf, sameContent } from "./manifest.ts";
import { mergeRanks } from "./merge-ranks.ts";
import {
  attemptName,
  finishedOutput,
  type Output,
  previousPlace,
  stagedOutput,
  stagingDirectory,
  stagingPlace,
  type VolumeFolders,
} from "./places.ts";
import { exists, removeTree, seal, syncOne, syncTree, type Tree, walk } from "./tree.ts";

export type PublishStep = "stage" | "sync" | "place" | "manifest" | "seal" | "report";

export interface Publish extends Output {
  readonly move: boolean;
  readonly number: number;
}

interface PublishOptions extends VolumeFolders {
  readonly before?: (step: PublishStep) => void;
}

/** Makes a version of what lies at an output's place, step by step, each safe to be the last; see `Volume`. */
export async function publish(
  { order, output, move, number }: Publish,
  options: PublishOptions,
): Promise<PublishedVersion | undefined> {
  if ((order.node?.rank ?? 0) > 0) return finish({ order, output, move }, options);
  const before = options.before ?? (() => {});
  const local = await written({ order, output, move }, options);
  if (!(await exists(local))) return undefined;
  before("stage");
  const tree = await readyTree({ order, output, local, move }, options);
  const { root: ready } = tree;
  const { previous, verify = "size" } = output;
  before("sync");
  // Nobody writes there any more: what is read and what goes to disk is the same.
  const [manifest] = await Promise.all([
    manifestOf({ files: tree.files, verify, earlier: previous?.manifest }),
    syncTree(tree),
  ]);
  if (previous && (await isPrevious({ root: ready, manifest }, { order, output }, options))) {
    if (ready !== local) await removeTree(ready);
    return { path: output.name, version: previous.version, manifest: previous.manifest };
  }
  before("place");
  const { version, directory } = await newVersion({ order, output, number }, options);
  const target = join(directory, output.relative);
  await mkdir(dirname(target), { recursive: true });
  await rename(ready, target);
  before("manifest");
  await writeDurably(`${directory}.json`, JSON.stringify(manifest));
  before("seal");
  await seal(placesIn(tree, { target, directory }));
  await syncNames(dirname(target), dirname(directory));
  before("report");
  return { path: output.name, version, manifest };
}

/**
 * What a node wrote whose machine is not node 0's: to disk, for node 0 to take it up. A name that was looked for
 * on another machine may be remembered there as it was; so what is done has another.
 */
async function finish(
  { order, output, move }: Omit<Publish, "number">,
  options: PublishOptions,
): Promise<PublishedVersion | undefined> {
  const place = { order, output, rank: order.node?.rank ?? 0 };
  const local = stagingPlace(place, options);
  if (!(await exists(local))) return undefined;
  const tree = await walk(local);
  await syncTree(tree);
  const manifest = await manifestOf({ files: tree.files, verify: "size", earlier: undefined });
  if (move) {
    const staged = stagedOutput(place, options);
    await rename(staged, finishedOutput(place, options));
    await syncOne(dirname(staged));
  }
  return { path: output.name, version: attemptName(order), manifest };
}

/** What the attempt has written at its Path: where it wrote it, or, of several nodes, all of it in one place. */
async function written(
  { order, output, move }: Omit<Publish, "number">,
  folders: VolumeFolders,
): Promise<string> {
  const { nodes = 1 } = order;
  if (nodes === 1) return stagingPlace({ order, output, rank: 0 }, folders);
  const ranks = Array.from({ length: nodes }, (_, rank) =>
    move && order.node !== undefined && rank > 0
      ? join(finishedOutput({ order, output, rank }, folders), output.relative)
      : stagingPlace({ order, output, rank }, folders),
  );
  const target = join(stagingDirectory(order, folders), `${output.pathId}.merged`);
  await removeTree(target);
  await mergeRanks({ ranks, target, previous: previousPlace({ order, output }, folders), move });
  return target;
}

/**
 * What will be renamed into its version directory. A tree that is still written, or points elsewhere, is not
 * what it will be: its copy is.
 */
async function readyTree(
  { order, output, local, move }: Output & { readonly local: string; readonly move: boolean },
  folders: VolumeFolders,
): Promise<Tree> {
  const tree = move ? await walk(local) : undefined;
  if (tree?.links.length === 0) return tree;
  const to = join(stagingDirectory(order, folders), `${output.pathId}.copy`);
  await removeTree(to);
  return copyChanged({ from: local, to, before: previousPlace({ order, output }, folders) });
}

/** All of a version that is not sealed yet, what holds before what is held. */
function placesIn(
  { directories, files }: Tree,
  { target, directory }: { readonly target: string; readonly directory: string },
): readonly string[] {
  const above: string[] = [];
  for (let place = dirname(target); place.length >= directory.length; place = dirname(place))
    above.push(place);
  const open = files.filter(({ known }) => known === undefined);
  const own = [...open, ...directories.toReversed()].map(({ at }) => join(target, at));
  return [...own, ...above];
}

async function isPrevious(
  now: Contents,
  { order, output }: Output,
  folders: VolumeFolders,
): Promise<boolean> {
  const root = previousPlace({ order, output }, folders);
  if (root === null || output.previous === undefined) return false;
  return sameContent(now, { root, manifest: output.previous.manifest });
}

/** Claims a directory name by making it: a name that exists, recorded or not, is never taken again. */
async function newVersion(
  { order, output, number }: Omit<Publish, "move">,
  { versions }: VolumeFolders,
): Promise<{ readonly version: string; readonly directory: string }> {
  const parent = join(versions(order.workId), output.pathId);
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

/** Contents were synced before the rename; what is left are the names, from the deepest directory to the outermost. */
async function syncNames(deepest: string, outermost: string): Promise<void> {
  for (let directory = deepest; directory !== dirname(outermost); directory = dirname(directory))
    await syncOne(directory);
}
