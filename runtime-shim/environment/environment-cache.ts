import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Python } from "./python.ts";

export interface PlaceOf {
  readonly python: Python;
  /** Sorted, distinct. */
  readonly requirements: readonly string[];
  /** What pip is given instead, where there is a lock. */
  readonly locked?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Names change with what is inside: another interpreter, another line or another version is another folder. */
export function environmentPlace(wanted: PlaceOf): string {
  const { python, requirements, locked, environment } = wanted;
  const inside =
    locked === undefined ? requirements : createHash("sha256").update(locked).digest("hex");
  const hash = createHash("sha256")
    .update(JSON.stringify([1, python.executable, python.version, python.abi, inside]))
    .digest("hex");
  return join(cacheDirectory(environment), "python", hash.slice(0, 16));
}

/** `$XDG_CACHE_HOME/thunderhead`, by default in the home. */
export function cacheDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const cache = environment["XDG_CACHE_HOME"] || join(environment["HOME"] || homedir(), ".cache");
  return join(cache, "thunderhead");
}
