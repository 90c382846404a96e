/**
 * The deployed side of a review: a stack's state, in the words of a program. State holds values (`fs-0a1b`)
 * where programs hold names (`${volume.id}`), and what the provider made of inputs where programs have what
 * was written. So the new program is run twice: once with names, once with the values that the state has.
 * Where the second run asks for what is deployed, nothing changed, and the words of the first are the
 * deployed ones too; where it asks for something else, the deployed value stands, known ids named.
 */
import type { Json, JsonObject } from "#plan/review.ts";
import { match } from "./compare.ts";
import { isList, isObject, mapTexts } from "./properties.ts";
import { nameInUrn, qualifiedType, type Registered } from "./registration.ts";
import { readable } from "./values.ts";

/** A resource as the engine's state has it. */
export interface StateResource {
  readonly urn: string;
  readonly custom: boolean;
  readonly id: string;
  readonly parent?: string | undefined;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
}

export interface ProgramRuns {
  /** With names for what only the cloud knows. */
  readonly named: readonly Registered[];
  /** With the state's values in their place. */
  readonly valued: readonly Registered[];
}

/** What was registered to make this state, as far as the new program's words can say it. */
export function deployedRegistrations(
  state: readonly StateResource[],
  { named, valued }: ProgramRuns,
): readonly Registered[] {
  const rewrite = naming(state);
  const was = state.map((one) => registeredFrom(one, rewrite));
  const values = new Map(valued.map((one) => [one.urn, one.inputs]));
  const words = new Map<string, Registered>();
  for (const [now, before] of match(was, named).pairs) words.set(before.urn, now);
  return was.map((one, index): Registered => {
    const now = words.get(one.urn);
    const given = state[index];
    if (!now || !given) return one;
    const known = { now: values.get(now.urn), words: now.inputs, name: one.name, rewrite };
    const inputs = readableObject(given.inputs);
    const asked = isImported(given, now) ? pick(inputs, Object.keys(now.inputs)) : inputs;
    return { ...one, inputs: inWords(asked, known) };
  });
}

/**
 * `pulumi import` protects what it takes in, and knows of no other option. Until the first update its inputs
 * are all that the cloud said: what the program does not ask for, nobody has asked for.
 */
const isImported = ({ protect, retainOnDelete }: StateResource, { options }: Registered): boolean =>
  protect && !retainOnDelete && options.retainOnDelete === true;

function registeredFrom(one: StateResource, rewrite: (text: string) => string): Registered {
  const type = qualifiedType(one.urn);
  const name = nameInUrn(one.urn);
  const inputs = withoutDefaults(readableObject(one.inputs), name);
  return {
    type: type.slice(type.lastIndexOf("$") + 1),
    name,
    urn: one.urn,
    ...(one.parent !== undefined && { parent: one.parent }),
    custom: one.custom,
    inputs: mapObject(inputs, (value) => mapTexts(value, rewrite)),
    options: {
      ...(one.protect && { protect: true }),
      ...(one.retainOnDelete && { retainOnDelete: true }),
    },
    references: {},
  };
}

/**
 * Ids and ARNs, the longest first: one may begin another. What lies in something else (an object in a bucket)
 * is named by that, as programs do; and short ones could be any word.
 */
function naming(state: readonly StateResource[]): (text: string) => string {
  const names = new Map<string, string>();
  for (const { urn, id, outputs } of state) {
    const { arn } = outputs;
    if (typeof arn === "string" && isTelling(arn)) names.set(arn, `\${${nameInUrn(urn)}.arn}`);
    if (isTelling(id) && !names.has(id)) names.set(id, `\${${nameInUrn(urn)}.id}`);
  }
  const liesInside = (value: string): boolean =>
    value.split("/").some((_, at, parts) => at > 0 && names.has(parts.slice(0, at).join("/")));
  const sorted = [...names]
    .filter(([value]) => !liesInside(value))
    .toSorted(([a], [b]) => b.length - a.length);
  return (text) => sorted.reduce((now, [value, name]) => now.replaceAll(value, name), text);
}

const isTelling = (id: string): boolean => id.length >= 8 && /[0-9a-f]{7}|^arn:/.test(id);

interface Known {
  readonly now: Json | undefined;
  readonly words: Json | undefined;
  /** Of the resource: what it was named by itself begins so. */
  readonly name: string;
  readonly rewrite: (text: string) => string;
}

function inWords(was: JsonObject, { now, words, ...rest }: Known): JsonObject {
  const [nowAt, wordsAt] = [fieldsOf(now), fieldsOf(words)];
  // What the program asks for is no default, whatever it looks like.
  const stays = { ...withoutDefaults(was, rest.name), ...pick(was, Object.keys(nowAt)) };
  // A provider leaves out what is empty.
  const empty = Object.keys(nowAt).filter((key) => !(key in was) && isEmpty(nowAt[key]));
  const same = Object.fromEntries(empty.map((key) => [key, wordsAt[key] ?? null]));
  const others = Object.entries(stays).map(([key, value]) => {
    return [key, oneInWords(value, { now: nowAt[key], words: wordsAt[key], ...rest })] as const;
  });
  return { ...same, ...Object.fromEntries(others) };
}

function oneInWords(was: Json, known: Known): Json {
  const { now, words, rewrite } = known;
  if (now !== undefined && words !== undefined && isSame(was, now)) return words;
  if (isObject(was)) return inWords(was, known);
  if (isList(was) && isList(now) && isList(words) && was.length === now.length) {
    return was.map((item, at) => oneInWords(item, { ...known, now: now[at], words: words[at] }));
  }
  return mapTexts(was, rewrite);
}

/** Providers write numbers and truth as text, order the fields of documents, and keep files by their path. */
function isSame(a: Json, b: Json): boolean {
  if (isList(a))
    return isList(b) && a.length === b.length && a.every((one, at) => isSame(one, b[at] ?? null));
  if (isObject(a)) {
    if (!isObject(b)) return false;
    const keys = Object.keys({ ...a, ...b }).filter((key) => key !== defaults);
    return keys.every((key) => isSame(a[key] ?? null, b[key] ?? null));
  }
  if (String(a) === String(b)) return true;
  const [left, right] = [documentIn(a), documentIn(b)];
  return left !== undefined && right !== undefined && isSame(left, right);
}

function documentIn(value: Json): Json | undefined {
  if (typeof value !== "string" || !/^[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

const defaults = "__defaults";

/** What the provider added: its defaults, and names that it made of the resource's own. */
function withoutDefaults(inputs: JsonObject, name: string): JsonObject {
  const own = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  const made = (value: Json): boolean =>
    typeof value === "string" &&
    /-[0-9a-f]{7}$/.test(value) &&
    value
      .toLowerCase()
      .replaceAll(/[^a-z0-9]/g, "")
      .startsWith(own);
  const added = inputs[defaults] ?? null;
  const isAdded = (key: string): boolean =>
    key === defaults || (isList(added) && added.includes(key));
  return Object.fromEntries(
    Object.entries(inputs).filter(
      ([key, value]) => !isAdded(key) && !(/^(name|bucket)$/.test(key) && made(value)),
    ),
  );
}

const pick = (value: JsonObject, keys: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(value).filter(([key]) => keys.includes(key)));

const fieldsOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const isEmpty = (value: Json | undefined): boolean =>
  value === null || value === "" || (isList(value) && value.length === 0);

const mapObject = (value: JsonObject, map: (one: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, one]) => [key, map(one)]));

const readableObject = (value: JsonObject): JsonObject =>
  mapObject(value, (one) => readable(one, []));
