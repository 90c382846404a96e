import { readKeys } from "#protocol/flow.ts";
import type { Encoded } from "#protocol/value.ts";
import { decode } from "#sdk/encoding.ts";
import { identityOf, type Path, pathOf } from "#sdk/path.ts";
import type { PathOperations } from "#sdk/realm.ts";
import { EngineError } from "./engine-error.ts";
import { mapPaths, type PathTag } from "./path-tags.ts";
import { currentTick, type Tick } from "./tick.ts";

/** Gives every unpinned reference the version that it means at this point of the tick, where there is one. */
export const pinPaths = (tick: Tick, encoded: Encoded): Encoded =>
  mapPaths(encoded, (path) => pin(tick, path));

/** The same for a Path object: what assigning it to a field keeps. */
export function pinned(tick: Tick, path: Path): Path {
  const identity = identityOf(path);
  if (identity.owner === undefined || identity.version !== undefined) return path;
  const version = versionMeant(
    tick,
    `${identity.owner.work}.${identity.owner.field}`,
    identity.latest === true,
  );
  return version === undefined ? path : pathOf({ ...identity, version });
}

function pin(tick: Tick, path: PathTag): PathTag {
  if (path.version !== undefined) return path;
  const { latest, ...rest } = path;
  const version = versionMeant(tick, `${path.owner}.${path.field}`, latest === true);
  return version === undefined ? path : { ...rest, version };
}

function versionMeant(tick: Tick, name: string, latest: boolean): string | undefined {
  const meant = latest ? undefined : tick.meant.get(name);
  if (meant !== undefined) return meant;
  tick.reads.add(readKeys.path(name));
  const view = tick.engine.view.paths.get(name);
  return latest ? view?.latest : view?.committed;
}

/** What a Path can be asked in a flow: what it is, never where it lies. */
export const flowPaths: PathOperations = {
  local: (path) => refuse(path, "local"),
  previous: (path) => refuse(path, "previous"),
  exists: (path) => refuse(path, "exists()"),
  restore: (path) => refuse(path, "restore()"),
  publish: (path) => refuse(path, "publish()"),
  copyTo: (path) => refuse(path, "copyTo()"),
  size: (path) => {
    const tick = currentTick(`${path.name}.size was read`);
    tick.reads.add(readKeys.path(path.name));
    return tick.engine.view.paths.get(path.name)?.size ?? null;
  },
  version: (path) => {
    const tick = currentTick(`${path.name}.version was read`);
    const { version, latest } = identityOf(path);
    return version ?? versionMeant(tick, path.name, latest === true) ?? null;
  },
};

function refuse(path: Path, member: string): never {
  throw new EngineError(
    "path/local-in-flow",
    `${path.name}.${member} means something only inside a work: the flow runs elsewhere. Hand the Path itself to a work's run().`,
  );
}

export const decodeWithoutPaths = (encoded: Encoded): unknown =>
  decode(encoded, {
    path: () => {
      throw new EngineError("path/unexpected", "No Path belongs here.");
    },
  });
