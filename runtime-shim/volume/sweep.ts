import { lstat, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { KeptTrees } from "#core/bindings.ts";
import { attemptName, type VolumeFolders, versionDirectory } from "./places.ts";
import { absent, removeTree } from "./tree.ts";

/** ms for which a tree without a record is left alone: its record may be on its way. */
const patience = 3_600_000;

/** Removes what no record names and no attempt that may still speak has made, an hour after it was written last. */
export async function sweep(
  { paths, attempts }: KeptTrees,
  folders: VolumeFolders,
  now = Date.now(),
): Promise<void> {
  const open = attempts.map((attempt) => ({ ...attempt, name: attemptName(attempt) }));
  const mayBeWritten = (name: string): boolean =>
    open.some((each) => name === each.name || name.startsWith(`${each.name}-`));
  for (const { workId, pathId, versions } of paths) {
    const recorded = new Set(versions);
    const place = dirname(versionDirectory({ workId, pathId, version: "v" }, folders));
    await sweepFolder(place, now, (name) => {
      const version = name.replace(/\.json$/u, "");
      return recorded.has(version) || mayBeWritten(version);
    });
  }
  for (const workId of new Set(paths.map((path) => path.workId)))
    await sweepFolder(join(folders.own(workId), "staging"), now, mayBeWritten);
  const privateOnes = new Set(open.map(({ work, name }) => `${work}-${name}`));
  await sweepFolder(folders.attempts, now, (name) => privateOnes.has(name));
}

async function sweepFolder(
  folder: string,
  now: number,
  isKept: (name: string) => boolean,
): Promise<void> {
  const names = (await readdir(folder).catch(absent)) ?? [];
  for (const name of names.filter((each) => !isKept(each))) {
    const place = join(folder, name);
    const found = await lstat(place).catch(absent);
    if (found === undefined || now - found.mtimeMs < patience) continue;
    if (found.isDirectory()) await removeTree(place);
    else await rm(place, { force: true });
  }
}
