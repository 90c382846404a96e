import type { Encoded, JsonObject, Tagged } from "#protocol/value.ts";
import { isRecord } from "#sdk/encoding.ts";

export type PathTag = Extract<Tagged, { readonly $: "path" }>;

/** Rewrites every Path reference in an encoded value; the user's own objects stay what they are. */
export function mapPaths(encoded: Encoded, change: (path: PathTag) => PathTag): Encoded {
  if (Array.isArray(encoded)) return encoded.map((item) => mapPaths(item, change));
  if (!isRecord(encoded)) return encoded;
  const path = pathTag(encoded);
  if (path !== undefined) return { ...change(path) };
  const { $: tag, value } = encoded;
  if (tag === "object" && isRecord(value)) return { $: "object", value: mapFields(value, change) };
  return tag === undefined ? mapFields(encoded, change) : encoded;
}

function mapFields(fields: JsonObject, change: (path: PathTag) => PathTag): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, mapPaths(value, change)]),
  );
}

function pathTag(encoded: JsonObject): PathTag | undefined {
  const { $: tag, owner, field, below, version, latest } = encoded;
  if (tag !== "path" || typeof owner !== "string" || typeof field !== "string") return undefined;
  return {
    $: "path",
    owner,
    field,
    ...(typeof below === "string" && { below }),
    ...(typeof version === "string" && { version }),
    ...(latest === true && { latest }),
  };
}
