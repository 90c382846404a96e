import type { ElementPart, MapElement } from "#protocol/flow.ts";
import type { Encoded, JsonObject } from "#protocol/value.ts";
import type { Changes } from "./changes.ts";
import type { Call, Ledger, WorkState } from "./state.ts";

type Names = Readonly<Record<string, string>>;

/**
 * Everything the ledger holds under a component's old name, under its new one. Identities are made of ids and
 * stay: nothing runs again because it is called something else.
 */
export function applyRenames(ledger: Ledger, names: Names, changes: Changes): void {
  rekey(ledger.calls, (id, call) => [id, renamedCall(call, names)]);
  rekey(ledger.works, (name, work): [string, WorkState] => [
    to(name, names),
    { ...work, name: to(name, names) },
  ]);
  rekey(ledger.stored, (name, state) => [to(name, names), renamedFields(state, names)]);
  rekey(ledger.marks, (key, mark) => [markKey(key, names), mark]);
  rekey(ledger.versions, (path, versions) => [
    pathName(path, names),
    versions.map((version) => ({ ...version, path: pathName(version.path, names) })),
  ]);
  rekey(ledger.elements, (name, element) => [to(name, names), renamedElement(element, names)]);
  for (const key of ledger.marks.keys()) changes.mark(key);
  for (const path of ledger.versions.keys()) changes.path(path);
  for (const element of ledger.elements.values()) changes.element(element);
  for (const call of ledger.calls.values()) changes.call(call);
}

/** What the ledger still calls by a name that the app no longer has. */
export const knowsOldName = (ledger: Ledger, old: string): boolean =>
  ledger.works.has(old) ||
  ledger.stored.has(old) ||
  [...ledger.marks.keys()].some((key) => markKey(key, { [old]: "" }) !== key) ||
  [...ledger.elements.values()].some(({ map }) => map === old);

/** An element goes where its map goes, and with it what it owns. */
function to(name: string, names: Names): string {
  for (let end = name.length; end > 0; end = name.lastIndexOf(".", end - 1)) {
    const renamed = names[name.slice(0, end)];
    if (renamed !== undefined) return renamed + name.slice(end);
  }
  return name;
}

const pathName = (path: string, names: Names): string => {
  const dot = path.lastIndexOf(".");
  return `${to(path.slice(0, dot), names)}${path.slice(dot)}`;
};

/** `step <flow> "<key>"`: the name stands before the key, and holds no space. */
function markKey(key: string, names: Names): string {
  const end = key.indexOf(' "') < 0 ? key.length : key.indexOf(' "');
  const words = key.slice(0, end).split(" ");
  return (
    words.map((word, index) => (index === 0 ? word : to(word, names))).join(" ") + key.slice(end)
  );
}

function rekey<V>(map: Map<string, V>, change: (key: string, value: V) => [string, V]): void {
  const changed = [...map].map(([key, value]) => change(key, value));
  map.clear();
  for (const [key, value] of changed) map.set(key, value);
}

const renamedCall = (call: Call, names: Names): Call => ({
  ...call,
  work: to(call.work, names),
  arguments: call.arguments.map((value) => renamedIn(value, names)),
  ...(call.result !== undefined && { result: renamedIn(call.result, names) }),
  published: Object.fromEntries(
    Object.entries(call.published).map(([path, version]) => [pathName(path, names), version]),
  ),
});

const renamedElement = (element: MapElement, names: Names): MapElement => ({
  ...element,
  ...renamedPart(element, names),
  map: to(element.map, names),
  ...(element.below && {
    below: Object.fromEntries(
      Object.entries(element.below).map(([name, part]) => [name, renamedPart(part, names)]),
    ),
  }),
});

const renamedPart = (part: ElementPart, names: Names): ElementPart => ({
  ...part,
  arguments: part.arguments.map((value) => renamedIn(value, names)),
  state: renamedFields(part.state, names),
});

const renamedFields = (
  fields: Readonly<Record<string, Encoded>>,
  names: Names,
): Record<string, Encoded> =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, renamedIn(value, names)]),
  );

/** References to Paths name their owner. */
function renamedIn(value: Encoded, names: Names): Encoded {
  if (Array.isArray(value)) return value.map((item) => renamedIn(item, names));
  if (!isRecord(value)) return value;
  const { $: tag, owner } = value;
  if (tag === "path" && typeof owner === "string") return { ...value, owner: to(owner, names) };
  return renamedFields(value, names);
}

const isRecord = (value: Encoded): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
