import { constants } from "node:fs";
import { copyFile, mkdir, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { look } from "./look.ts";
import { exists, listTree } from "./tree.ts";

export interface Ranks {
  /** Where each node wrote, by rank; what is not there was not written. */
  readonly ranks: readonly string[];
  /** Gets all of it. */
  readonly target: string;
  /** The version before, which nodes may have restored. */
  readonly previous: string | null;
  /** Nobody writes any more: contents need no copy. */
  readonly move: boolean;
}

interface Copy {
  readonly rank: number;
  readonly file: string;
}

/**
 * What all nodes wrote, as one tree: a name that one node wrote, or several with the same content, stands as
 * it is; where two wrote it differently, each one's is below `rank-<i>/`. A file that is still what was
 * restored counts as written by nobody who has company.
 */
export async function mergeRanks({ ranks, target, previous, move }: Ranks): Promise<void> {
  const names = new Map<string, Copy[]>();
  for (const [rank, root] of ranks.entries()) {
    for (const path of (await listTree(root)) ?? [])
      names.set(path, [...(names.get(path) ?? []), { rank, file: join(root, path) }]);
  }
  for (const [name, copies] of names) {
    const distinct = await distinctCopies(
      copies,
      previous === null ? undefined : join(previous, name),
    );
    for (const { rank, file } of distinct) {
      const own = name === "" ? basename(ranks[rank] ?? "") : name;
      const place = distinct.length === 1 ? join(target, name) : join(target, `rank-${rank}`, own);
      await mkdir(dirname(place), { recursive: true });
      await (move ? rename(file, place) : copyFile(file, place, constants.COPYFILE_FICLONE));
    }
  }
}

async function distinctCopies(
  copies: readonly Copy[],
  before: string | undefined,
): Promise<readonly Copy[]> {
  if (copies.length === 1) return copies;
  const compared = [...copies.map(({ file }) => file), ...(await thereOf(before))];
  const looked = await look(compared.map((file) => ({ file, digest: "any" })));
  const digests = looked.map(({ sha256 }) => sha256);
  const restored = digests[copies.length];
  const written = copies.filter((_, index) => digests[index] !== restored);
  const of = written.length === 0 ? copies : written;
  const same = new Set(of.map((copy) => digests[copies.indexOf(copy)]));
  return same.size === 1 ? of.slice(0, 1) : of;
}

const thereOf = async (file: string | undefined): Promise<readonly string[]> =>
  file !== undefined && (await exists(file)) ? [file] : [];
