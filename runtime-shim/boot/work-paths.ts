import { constants, statSync } from "node:fs";
import { cp, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import type { AttemptOrder, PublishedVersion, VersionManifest } from "#protocol/call.ts";
import { type PathReference, pathFromReference } from "#sdk/encoding.ts";
import { identityOf, Path } from "#sdk/path.ts";
import type { PathOperations } from "#sdk/realm.ts";
import type { Work } from "#sdk/work.ts";
import type { Beginning, WorkChannel } from "./work-channel.ts";
import { makeWritable } from "./writable.ts";

/** Gives each Path in a field of `work` its owner, at any depth of plain objects and arrays. */
export function bindPaths(work: Work, name: string): void {
  for (const [field, value] of Object.entries(work)) bindPath(value, { work: name, field });
}

function bindPath(value: unknown, owner: { readonly work: string; readonly field: string }): void {
  if (value instanceof Path) {
    const identity = identityOf(value);
    identity.owner ??= owner;
  } else if (isPlain(value)) {
    for (const [key, inside] of Object.entries(value))
      bindPath(inside, { work: owner.work, field: `${owner.field}.${key}` });
  }
}

const isPlain = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype);

/** A reference that came with the order, as a Path object this process can read. */
export function decodePath(reference: PathReference, order: AttemptOrder): Path {
  const name = `${reference.owner}.${reference.field}`;
  const known = [...order.inputs, ...order.outputs].find((path) => path.name === name);
  return pathFromReference(reference, known?.relative ?? reference.field);
}

/** What Paths mean in a work's process: its own are written in staging, all others read where they lie. */
export function workPaths({ order, places }: Beginning, channel: WorkChannel): PathOperations {
  const published = new Map<string, PublishedVersion>();

  const isOwn = (path: Path): boolean =>
    identityOf(path).version === undefined && order.outputs.some(({ name }) => name === path.name);
  const input = (path: Path) => {
    const { version } = identityOf(path);
    return order.inputs.find(
      (pinned) =>
        pinned.name === path.name && (version === undefined || pinned.version === version),
    );
  };
  const within = (path: Path, root: string): string => {
    const { below } = identityOf(path);
    return below === undefined ? root : join(root, below);
  };
  const local = (path: Path): string => {
    const pinned = input(path);
    const place = isOwn(path)
      ? places.local[path.name]
      : pinned && places.local[`${pinned.name}@${pinned.version}`];
    if (place === undefined) throw new Error(notHere(path, order.work));
    return within(path, place);
  };
  const previous = (path: Path): string | null => {
    if (!isOwn(path))
      throw new Error(
        `${path.name} is read by ${order.work}; previous belongs to the work that writes it.`,
      );
    const place = places.previous[path.name];
    return place == null ? null : within(path, place);
  };
  const versionOf = (
    path: Path,
  ): { readonly version: string; readonly manifest: VersionManifest } | undefined => {
    if (!isOwn(path)) return input(path);
    return (
      published.get(path.name) ?? order.outputs.find(({ name }) => name === path.name)?.previous
    );
  };

  return {
    local,
    previous,
    size: (path) => sizeBelow(versionOf(path)?.manifest, identityOf(path).below),
    version: (path) => versionOf(path)?.version ?? null,
    exists: async (path) =>
      stat(local(path)).then(
        () => true,
        () => false,
      ),
    restore: async (path) => {
      const from = previous(path);
      if (from === null) return false;
      await copyOut(from, local(path));
      return true;
    },
    publish: async (path, move) => {
      const { below } = identityOf(path);
      if (!isOwn(path) || below !== undefined)
        throw new Error(`${path.name} is published whole, by the work that writes it.`);
      const answer = await channel.publish(path.name, move);
      if (answer === undefined)
        throw new Error(
          `There is nothing at ${path.name}.local to publish. Write ${basename(local(path))} first.`,
        );
      published.set(path.name, answer);
      return { version: answer.version, size: answer.manifest.size };
    },
    copyTo: async (path, destination) => {
      const from = local(path);
      // Into a folder that exists, as `cp` does; else under the name given.
      const target = resolve(
        isDirectory(destination) ? join(destination, basename(from)) : destination,
      );
      await copyOut(from, target);
      return target;
    },
  };
}

/** Versions are read-only; a copy of one is the work's own, to be written on. */
async function copyOut(from: string, to: string): Promise<void> {
  // By reference where the file system can; the times tell a publish what was not touched.
  const how = { mode: constants.COPYFILE_FICLONE, preserveTimestamps: true };
  await cp(from, to, { recursive: true, force: true, ...how });
  await makeWritable(to);
}

function isDirectory(path: string): boolean {
  return path.endsWith("/") || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

function sizeBelow(
  manifest: VersionManifest | undefined,
  below: string | undefined,
): number | null {
  if (manifest === undefined) return null;
  if (below === undefined) return manifest.size;
  const inside = manifest.files.filter(
    ({ path }) => path === below || path.startsWith(`${below}/`),
  );
  return inside.length === 0 ? null : inside.reduce((sum, { size }) => sum + size, 0);
}

function notHere(path: Path, work: string): string {
  return identityOf(path).owner === undefined
    ? `new Path(${JSON.stringify(identityOf(path).relative)}) belongs to no field of a work, so it has no place: make it a field of ${work}.`
    : `${path.name} was not handed to this call of ${work}, so it is not here. Pass it as an argument of run().`;
}
