import type { CallId, PublishedVersion } from "#protocol/call.ts";
import type { PathView } from "#protocol/flow.ts";
import type { Changes } from "./changes.ts";
import type { Ledger, PathVersion } from "./state.ts";

interface Publication {
  readonly call: CallId;
  readonly published: PublishedVersion;
  readonly committed: boolean;
}

/** A version is recorded once; a call that published what was there already makes it committed, and newest. */
export function addVersion(
  ledger: Ledger,
  { call, published, committed }: Publication,
  changes: Changes,
): void {
  const versions = ledger.versions.get(published.path) ?? [];
  const known = versions.find(({ version }) => version === published.version);
  const others = versions.filter(({ version }) => version !== published.version);
  const added: PathVersion = {
    ...published,
    call,
    committed: committed || known?.committed === true,
  };
  ledger.versions.set(published.path, [...others, added]);
  changes.path(published.path);
}

/** On success, what the call published while it ran counts as well. */
export function commitVersions(
  ledger: Ledger,
  call: CallId,
  changes: Changes,
): Readonly<Record<string, string>> {
  const published: Record<string, string> = {};
  for (const [path, versions] of ledger.versions) {
    for (const version of versions) {
      if (version.call !== call || version.partial === true) continue;
      version.committed = true;
      published[path] = version.version;
      changes.path(path);
    }
  }
  return published;
}

export function pathView({ versions }: Ledger, path: string): PathView {
  const whole = (versions.get(path) ?? []).filter(({ partial }) => partial !== true);
  const committed = whole.findLast((version) => version.committed);
  const latest = whole.at(-1);
  return {
    ...(committed && { committed: committed.version, size: committed.manifest.size }),
    ...(latest && { latest: latest.version }),
  };
}

export const findVersion = (
  { versions }: Ledger,
  path: string,
  version: string,
): PathVersion | undefined => versions.get(path)?.find((known) => known.version === version);

/**
 * What `path.previous` shows: the newest that this call's attempts have published, on notice or while they
 * ran, or that any call has committed. A crash loses no more than what came after the last `publish()`.
 */
export function previousVersion(
  { versions }: Ledger,
  path: string,
  call: CallId,
): PathVersion | undefined {
  return versions.get(path)?.findLast((version) => version.committed || version.call === call);
}
