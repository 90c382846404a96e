import type { HeapObject } from "../heap.ts";
import { elementsOf, ownEntries } from "../member.ts";
import type { Value } from "../value.ts";

/** What in a value JSON cannot carry, and where in it. Paths and Drives travel as references. */
export interface Obstacle {
  /** Below the value: `.history[2]`; empty where it is the value itself. */
  readonly path: string;
  /** "a `Map`" */
  readonly what: string;
  readonly value: Value;
}

interface At {
  readonly path: string;
  readonly seen: readonly HeapObject[];
  /** Looked through already, and nothing found. */
  readonly done: Set<HeapObject>;
}

/** Only what is known to be one: what nobody knows is left to the run. */
export function jsonObstacle(
  value: Value,
  at: At = { path: "", seen: [], done: new Set() },
): Obstacle | undefined {
  const found = (what: string): Obstacle => ({ path: at.path, what, value });
  if (value.kind === "known") return ofPrimitive(value.value, found);
  if (value.kind === "oneOf")
    return value.choices
      .map((choice) => jsonObstacle(choice.value, at))
      .find((one) => one !== undefined);
  if (value.kind !== "object" || at.done.has(value)) return undefined;
  const what = ofObject(value, at.seen);
  if (what !== undefined) return found(what);
  if (value.facts || (value.body.kind !== "record" && value.body.kind !== "array"))
    return undefined;
  const seen = [...at.seen, value];
  const entries =
    elementsOf(value)?.map((one, index) => [`[${index}]`, one] as const) ??
    ownEntries(value).map(([key, one]) => [at.path === "" ? key : `.${key}`, one] as const);
  for (const [key, one] of entries) {
    const obstacle = jsonObstacle(one, { path: at.path + key, seen, done: at.done });
    if (obstacle !== undefined) return obstacle;
  }
  at.done.add(value);
  return undefined;
}

/** "a `Map` at `history[2]`" */
export const describeObstacle = ({ path, what }: Obstacle): string =>
  path === "" ? what : `${what} at \`${path}\``;

function ofPrimitive(value: unknown, found: (what: string) => Obstacle): Obstacle | undefined {
  if (typeof value === "bigint") return found("a bigint");
  if (typeof value === "number" && !Number.isFinite(value)) return found(`\`${value}\``);
  return undefined;
}

const kinds: Readonly<Record<string, string>> = {
  closure: "a function",
  native: "a function",
  class: "a class",
  map: "a Map",
  set: "a Set",
};

function ofObject(object: HeapObject, seen: readonly HeapObject[]): string | undefined {
  const { facts, body } = object;
  if (seen.includes(object)) return "an object that holds itself";
  if (facts?.kind === "path" || facts?.kind === "drive") return undefined;
  if (facts?.kind === "work" || facts?.kind === "flow") return "a component";
  if (facts?.kind === "secret") return "a secret";
  if (facts) return "something that belongs to the app's description";
  if (body.kind === "exotic") return body.name.startsWith("node:") ? undefined : article(body.name);
  if (body.kind === "instance") return "an object of a class";
  return kinds[body.kind];
}

const article = (name: string): string => `${/^[AEIOU]/u.test(name) ? "an" : "a"} ${name}`;
