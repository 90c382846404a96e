import { createHash } from "node:crypto";
// RFC 8785 has corners (number formatting, key order by UTF-16) that a library keeps right.
import canonicalize from "canonicalize";
import type { Encoded } from "#protocol/value.ts";
import { mapPaths, type PathTag } from "./path-tags.ts";

export interface CallIdentity {
  readonly work: string;
  readonly arguments: readonly Encoded[];
  readonly again?: string | undefined;
  readonly occurrence?: string | undefined;
  /** From the second run on, of a work that keeps no results. */
  readonly run?: number | undefined;
}

/**
 * What makes two calls the same: ids instead of names, so that renaming a field does not run it again.
 * Code is no part of it.
 */
export function callIdOf(identity: CallIdentity, ids: Readonly<Record<string, string>>): string {
  const text = canonicalize({
    work: ids[identity.work] ?? identity.work,
    arguments: identity.arguments.map((value) => mapPaths(value, (path) => byId(path, ids))),
    ...(identity.again !== undefined && { again: identity.again }),
    ...(identity.occurrence !== undefined && { occurrence: identity.occurrence }),
    ...(identity.run !== undefined && { run: identity.run }),
  });
  return createHash("sha256")
    .update(text ?? "")
    .digest("hex")
    .slice(0, 32);
}

/** A Path's id is its field's; `owner` may then be left out of what it is. */
const byId = (path: PathTag, ids: Readonly<Record<string, string>>): PathTag => ({
  ...path,
  owner: ids[path.owner] ?? path.owner,
  field: ids[`${path.owner}.${path.field}`] ?? path.field,
});
