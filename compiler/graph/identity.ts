import type { ComponentId, ComponentName } from "./graph.ts";

/** What gets an id: every component and every Path. */
export interface Named {
  readonly kind: "flow" | "work" | "map" | "path";
  readonly name: ComponentName;
}

/**
 * `thunderhead.lock.json`: the ids given so far, by kind and name. A line stays when its component goes, so
 * that one which comes back finds its data again.
 */
export interface Lock {
  readonly version: 1;
  /** `work serve` → `k3f9`. */
  readonly ids: Readonly<Record<string, ComponentId>>;
  /** Component that was → what it is called now: stacks may still know it by its old name. */
  readonly renamed: Readonly<Record<ComponentName, ComponentName>>;
}

export const emptyLock: Lock = { version: 1, ids: {}, renamed: {} };

/** The lock with an id for each of these. Ids given before never change. */
export function withIds(lock: Lock, named: readonly Named[]): Lock {
  const ids = new Map(Object.entries(lock.ids));
  const taken = new Set(ids.values());
  for (const one of named) {
    const key = lockKey(one);
    if (ids.has(key)) continue;
    const id = freshId(key, taken);
    taken.add(id);
    ids.set(key, id);
  }
  return { ...lock, ids: sorted(ids) };
}

/**
 * The lock in which a component or a Path, and all below it, goes by another name and keeps its id.
 * `undefined` where the lock knows nothing of the old name. An id that the new name got meanwhile, from a
 * compile before the rename was confirmed, gives way.
 */
export function withRename(lock: Lock, from: string, to: string): Lock | undefined {
  const now = (name: string): string | undefined => {
    if (name === from) return to;
    return name.startsWith(`${from}.`) ? `${to}${name.slice(from.length)}` : undefined;
  };
  const moved = Object.entries(lock.ids).flatMap(([key, id]) => {
    const [kind = "", name = ""] = key.split(" ");
    const renamed = now(name);
    return renamed === undefined ? [] : [{ key, kind, name, renamed, id }];
  });
  if (moved.length === 0) return undefined;
  const ids = new Map(Object.entries(lock.ids));
  for (const { key } of moved) ids.delete(key);
  for (const { kind, renamed, id } of moved) ids.set(`${kind} ${renamed}`, id);
  const components = moved.filter(({ kind }) => kind !== "path");
  const names = new Map([
    ...Object.entries(lock.renamed).map(([old, name]) => [old, now(name) ?? name] as const),
    ...components.map(({ name, renamed }) => [name, renamed] as const),
  ]);
  // There and back again is no rename.
  for (const [old, name] of names) if (old === name) names.delete(old);
  return { version: 1, ids: sorted(ids), renamed: sorted(names) };
}

/** Names that stacks may know a component by; one that another has taken is not among them. */
export const formerNames = (
  { ids, renamed }: Lock,
  { kind, name }: Named,
): readonly ComponentName[] =>
  Object.entries(renamed).flatMap(([old, now]) =>
    now === name && ids[lockKey({ kind, name: old })] === undefined ? [old] : [],
  );

const sorted = (entries: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...entries].sort(byKey));

/** Everything of a kind that was ever given an id, under the name it has now. */
export const namesOf = ({ ids }: Lock, kind: Named["kind"]): readonly string[] =>
  Object.keys(ids).flatMap((key) => (key.startsWith(`${kind} `) ? key.slice(kind.length + 1) : []));

export const lockKey = ({ kind, name }: Named): string => `${kind} ${name}`;

const byKey = ([a]: readonly [string, string], [b]: readonly [string, string]): number =>
  a < b ? -1 : a > b ? 1 : 0;

const shortest = 4;

/** The first characters of a hash of kind and first full name, so that two people get the same; more on a clash. */
function freshId(key: string, taken: ReadonlySet<ComponentId>): ComponentId {
  const letters = idLetters(key);
  for (let length = shortest; length < letters.length; length++) {
    const id = letters.slice(0, length);
    if (!taken.has(id)) return id;
  }
  return `${letters}${taken.size}`;
}

/** Lower case, no vowels and nothing that looks like another character; a letter first, as cloud names want it. */
const alphabet = "bcdfghjkmnpqrstvwxz2345679";
const lettersOnly = 19;

function idLetters(key: string): string {
  // Loaded on first need: most runs find every id in the lock, and the module takes 6 ms.
  const { hash } = process.getBuiltinModule("node:crypto");
  const digest = hash("sha256", key, "buffer");
  return [...digest]
    .map((byte, index) => alphabet[byte % (index === 0 ? lettersOnly : alphabet.length)] ?? "b")
    .join("");
}

/** The lock in its file's text, or what is wrong with it as a clause. */
export function parseLock(text: string): Lock | { readonly problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { problem: "it is not JSON (a merge conflict?)" };
  }
  if (!isRecord(json) || json["version"] !== 1) return { problem: "its version is not 1" };
  const ids = json["ids"];
  if (!isRecord(ids)) return { problem: "it has no `ids`" };
  const entries = Object.entries(ids).flatMap(([key, id]) =>
    typeof id === "string" && /^[a-z0-9]+$/u.test(id) ? [[key, id] as const] : [],
  );
  if (entries.length !== Object.keys(ids).length) return { problem: "an id is not a short word" };
  const twice = repeated(entries.map(([, id]) => id));
  if (twice !== undefined) return { problem: `the id \`${twice}\` stands on two lines` };
  const renamed = json["renamed"] ?? {};
  if (!isNames(renamed)) return { problem: "`renamed` is not a list of names" };
  return { version: 1, ids: Object.fromEntries(entries), renamed };
}

const isNames = (value: unknown): value is Readonly<Record<string, string>> =>
  isRecord(value) && Object.values(value).every((name) => typeof name === "string");

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const repeated = (ids: readonly string[]): string | undefined =>
  ids.find((id, index) => ids.indexOf(id) !== index);

/** One sorted line for each, so that merges of two branches rarely clash. */
export function printLock(lock: Lock): string {
  const renamed = Object.keys(lock.renamed).length > 0 ? [`"renamed": ${table(lock.renamed)}`] : [];
  const parts = [`"version": 1`, `"ids": ${table(lock.ids)}`, ...renamed];
  return `{\n  ${parts.join(",\n  ")}\n}\n`;
}

function table(entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries)
    .sort(byKey)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
}
