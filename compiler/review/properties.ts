import type { Json, JsonObject } from "#plan/review.ts";

/** One place in a resource's inputs that differs. */
export interface PropertyChange {
  /** `tags.Name`, `overrides[0].instanceType`, `tags["a:b"]`. */
  readonly path: string;
  readonly before?: Json;
  readonly after?: Json;
  /** The same text, but what it names is made anew. */
  readonly follows?: string;
}

/** Every place where two inputs differ, as deep as they are alike; lists of other lengths differ as a whole. */
export function changedProperties(
  before: JsonObject,
  after: JsonObject,
): readonly PropertyChange[] {
  return fields(before, after, "");
}

/** Without indices, as tables of properties name them: `overrides.instanceType`. */
export const plainPath = (path: string): string =>
  path.replaceAll(/\[(\d+|\*)\]/g, "").replaceAll(/\["([^"]*)"\]/g, ".$1");

/** Of `path` itself, of what it lies in, or of what lies in it. */
export const touches = (path: string, other: string): boolean => {
  const [a, b] = [plainPath(path), plainPath(other)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
};

/** Paths of every text in a value that `isMeant` accepts. */
export function textPaths(
  value: Json,
  { at, isMeant }: { readonly at: string; readonly isMeant: (text: string) => boolean },
): readonly string[] {
  if (typeof value === "string") return isMeant(value) ? [at] : [];
  if (isList(value))
    return value.flatMap((item, index) => textPaths(item, { at: `${at}[${index}]`, isMeant }));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textPaths(item, { at: join(at, key), isMeant }),
  );
}

/** Each text of a value rewritten. */
export function mapTexts<Value extends Json>(
  value: Value,
  rewrite: (text: string) => string,
): Json {
  if (typeof value === "string") return rewrite(value);
  if (isList(value)) return value.map((item) => mapTexts(item, rewrite));
  return isObject(value) ? mapFields(value, rewrite) : value;
}

export const mapFields = (value: JsonObject, rewrite: (text: string) => string): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, rewrite)]));

function differences(
  before: Json | undefined,
  after: Json | undefined,
  path: string,
): readonly PropertyChange[] {
  if (isObject(before) && isObject(after)) return fields(before, after, path);
  if (isList(before) && isList(after) && before.length === after.length)
    return before.flatMap((item, index) => differences(item, after[index], `${path}[${index}]`));
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
}

function fields(before: JsonObject, after: JsonObject, path: string): readonly PropertyChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => differences(before[key], after[key], join(path, key)));
}

function join(path: string, key: string): string {
  if (!/^\w+$/.test(key)) return `${path}["${key}"]`;
  return path === "" ? key : `${path}.${key}`;
}

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !isList(value);
