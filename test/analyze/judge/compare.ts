/**
 * Whether what the analyzer says of a value holds for the one that an execution has: a known value is that
 * value, one of several has it among them, and what is unknown says nothing.
 */
import type { HeapObject } from "#analyze/heap.ts";
import { entriesOf } from "#analyze/iterate.ts";
import { arrayLength, hasUnknownProperties, ownEntries } from "#analyze/member.ts";
import type { Choice, Text, Value } from "#analyze/value.ts";

/** The values that `config.*` had in the execution, by name. */
export type Assignment = ReadonlyMap<string, unknown>;

export interface Comparison {
  readonly assignment: Assignment;
  /** What the framework keeps of its own objects, and what an execution has of that. */
  readonly within?: (said: HeapObject, real: object) => readonly (readonly [Value, unknown])[];
  /** Counts what was known. */
  readonly count?: (kind: Value["kind"]) => void;
}

/** Where and how the two disagree; `undefined` where they don't. */
export function disagreement(
  said: Value,
  real: unknown,
  comparison: Comparison,
): string | undefined {
  return compare(said, real, { ...comparison, place: "it", seen: new Map() });
}

interface Comparing extends Comparison {
  readonly place: string;
  readonly seen: Map<HeapObject, unknown>;
}

function compare(said: Value, real: unknown, at: Comparing): string | undefined {
  at.count?.(said.kind);
  switch (said.kind) {
    case "unknown":
      return undefined;
    case "known":
      return Object.is(said.value, real)
        ? undefined
        : `${at.place} is ${show(said.value)}, executed ${show(real)}`;
    case "symbol":
      return said.means.kind !== "config" ||
        said.means.type === "string" ||
        said.means.type === "number"
        ? undefined
        : sameConfig(at.assignment.get(said.means.name), real, at);
    case "text":
      return fits(said, real)
        ? undefined
        : `${at.place} is a text of parts, executed ${show(real)}`;
    case "oneOf":
      return oneOf(said.choices, real, at);
    case "object":
      return compareObject(said, real, at);
  }
}

const sameConfig = (said: unknown, real: unknown, { place }: Comparing): string | undefined =>
  said === undefined || Object.is(said, real)
    ? undefined
    : `${place} is the config value ${show(said)}, executed ${show(real)}`;

/** The parts that are known stand in it, in their order. */
function fits({ parts }: Text, real: unknown): boolean {
  if (typeof real !== "string") return false;
  let at = 0;
  for (const part of parts) {
    if (typeof part !== "string") continue;
    const found = real.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const [head, last] = [parts[0], parts.at(-1)];
  return (
    (typeof head !== "string" || real.startsWith(head)) &&
    (typeof last !== "string" || real.endsWith(last))
  );
}

/** One of those whose conditions this execution fulfils. */
function oneOf(choices: readonly Choice[], real: unknown, at: Comparing): string | undefined {
  const possible = choices.filter(({ when }) =>
    when.every(({ subject, value }) => {
      const name = typeof subject === "string" ? subject.replace(/^config:/u, "") : "";
      return !at.assignment.has(name) || Object.is(at.assignment.get(name), value);
    }),
  );
  // What one possibility has seen is nothing to the next; what is no object sees nothing.
  const problems = possible.map(({ value }) =>
    compare(value, real, value.kind === "object" ? { ...at, seen: new Map(at.seen) } : at),
  );
  if (problems.includes(undefined)) return undefined;
  return `${at.place} is one of ${choices.length}, none of which is ${show(real)}: ${problems.join("; ") || "its conditions rule all out"}`;
}

function compareObject(said: HeapObject, real: unknown, at: Comparing): string | undefined {
  if (at.seen.has(said))
    return at.seen.get(said) === real ? undefined : `${at.place} is the same object as before`;
  at.seen.set(said, real);
  const { body } = said;
  if (body.kind === "closure" || body.kind === "native" || body.kind === "class")
    return typeof real === "function"
      ? undefined
      : `${at.place} is a function, executed ${show(real)}`;
  if (typeof real !== "object" || real === null)
    return `${at.place} is an object (${body.kind}), executed ${show(real)}`;
  const inside = first(at.within?.(said, real) ?? [], ([value, own]) =>
    compare(value, own, { ...at, place: `${at.place} (${said.facts?.kind})` }),
  );
  if (inside !== undefined) return inside;
  if (body.kind === "array") return compareArray(said, real, at);
  if (body.kind === "map" || body.kind === "set") return compareCollection(said, real, at);
  if (body.kind === "record" || body.kind === "instance") return compareRecord(said, real, at);
  return undefined;
}

function compareArray(said: HeapObject, real: object, at: Comparing): string | undefined {
  if (!Array.isArray(real)) return `${at.place} is an array, executed ${show(real)}`;
  const length = arrayLength(said);
  if (length === undefined) return undefined;
  if (length !== real.length) return `${at.place} has ${length} elements, executed ${real.length}`;
  return compareEntries(said, real, at);
}

function compareCollection(said: HeapObject, real: object, at: Comparing): string | undefined {
  const executed =
    real instanceof Map
      ? [...real]
      : real instanceof Set
        ? [...real].map((one) => [one, one])
        : undefined;
  if (executed === undefined) return `${at.place} is a collection, executed ${show(real)}`;
  const pairs = entriesOf(said);
  if (pairs === undefined) return undefined;
  if (pairs.length !== executed.length)
    return `${at.place} has ${pairs.length} entries, executed ${executed.length}`;
  return first(pairs, ([key, value], index) => {
    const [realKey, realValue] = executed[index] ?? [];
    return (
      compare(key, realKey, { ...at, place: `${at.place}, key ${index}` }) ??
      compare(value, realValue, { ...at, place: `${at.place}, entry ${index}` })
    );
  });
}

function compareRecord(said: HeapObject, real: object, at: Comparing): string | undefined {
  if (Array.isArray(real)) return `${at.place} is no array, executed ${show(real)}`;
  const { facts } = said;
  const listed = facts === undefined || facts.kind === "work" || facts.kind === "flow";
  if (!hasUnknownProperties(said) && listed) {
    const keys = ownEntries(said).map(([key]) => key);
    const executed = Object.keys(real);
    // What is computed on access is listed by an execution only.
    const plain = executed.filter((key) => keys.includes(key) || !isComputed(said, key));
    if (keys.join() !== plain.join())
      return `${at.place} has ${show(keys)}, executed ${show(executed)}`;
  }
  return compareEntries(said, real, at);
}

const isComputed = ({ slots }: HeapObject, key: string): boolean =>
  slots.entries.get(key)?.kind === "accessor";

const compareEntries = (said: HeapObject, real: object, at: Comparing): string | undefined =>
  first(ownEntries(said), ([key, value]) =>
    compare(value, Reflect.get(real, key), { ...at, place: `${at.place}.${key}` }),
  );

function first<One>(
  list: readonly One[],
  problem: (one: One, index: number) => string | undefined,
): string | undefined {
  for (const [index, one] of list.entries()) {
    const found = problem(one, index);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function show(value: unknown): string {
  const text = shown(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

function shown(value: unknown): string {
  if (Array.isArray(value))
    return value.length > 50 ? `${value.length} elements` : `[${value.map(shown).join(", ")}]`;
  if (typeof value === "function") return "a function";
  if (Object.is(value, -0)) return "-0";
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "object" && value !== null)
    return `${value.constructor?.name ?? "Object"} ${Object.keys(value).join(" ")}`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
