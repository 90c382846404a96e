import { mkdir, open, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PublishedVersion } from "#protocol/call.ts";
import { copyChanged } from "./copy-changed.ts";
import { type Contents, manifestOf, sameContent } from "./manifest.ts";
import { mergeRanks } from "./merge-ranks.ts";
import {
  attemptName,
  type Output,
  previousPlace,
  stagingDirectory,
  stagingPlace,
  type VolumeFolders,
} from "./places.ts";
import { exists, hasLinks, removeTree, sealTree, syncOne, syncTree } from "./tree.ts";

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
  const before = options.before ?? (() => {});
  const local = await written({ order, output, move }, options);
  if (!(await exists(local))) return undefined;
  before("stage");
  // A tree that is still written, or points elsewhere, is not what it will be: a copy is, and is described.
  const ready =
    move && !(await hasLinks(local)) ? local : await stageCopy({ order, output, local }, options);
  const manifest = await manifestOf(ready, output.verify ?? "size");
  if (manifest === undefined) return undefined;
  const { previous } = output;
  if (previous && (await isPrevious({ root: ready, manifest }, { order, output }, options))) {
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

/** What the attempt has written at its Path: where it wrote it, or, of several nodes, all of it in one place. */
async function written(
  { order, output, move }: Omit<Publish, "number">,
  folders: VolumeFolders,
): Promise<string> {
  const { nodes = 1 } = order;
  if (nodes === 1) return stagingPlace({ order, output, rank: 0 }, folders);
  const ranks = Array.from({ length: nodes }, (_, rank) =>
    stagingPlace({ order, output, rank }, folders),
  );
  const target = join(stagingDirectory(order, folders), `${output.pathId}.merged`);
  await removeTree(target);
  await mergeRanks({ ranks, target, previous: previousPlace({ order, output }, folders), move });
  return target;
}

/** A copy under staging, so that the version directory still gets its content by one rename. */
async function stageCopy(
  { order, output, local }: Output & { readonly local: string },
  folders: VolumeFolders,
): Promise<string> {
  const copy = join(stagingDirectory(order, folders), `${output.pathId}.copy`);
  await removeTree(copy);
  await copyChanged({ from: local, to: copy, before: previousPlace({ order, output }, folders) });
  return copy;
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
