import { workReturnNotJson } from "#diagnostics/catalogue.gen.ts";
import { className } from "../class-reference.ts";
import type { HeapObject } from "../heap.ts";
import type { Interpreter } from "../interpreter.ts";
import { elementsOf, ownEntries } from "../member.ts";
import { choicesOf, spanOf, type Value } from "../value.ts";

/** What a work returns travels to the flow as JSON, a Path or a Drive. */
export function checkReturn(interpreter: Interpreter, work: HeapObject, result: Value): void {
  const { facts } = work;
  if (facts?.kind !== "work" || interpreter.quiet > 0) return;
  const type = facts.making?.type;
  for (const { value } of choicesOf(result)) {
    const problem = obstacle(value, { path: "", seen: [] });
    if (problem === undefined) continue;
    const where = problem.path === "" ? problem.what : `${problem.what} at \`${problem.path}\``;
    interpreter.sink.report(
      workReturnNotJson(spanOf(problem.value), {
        class: type ? className(type) : "Work",
        value: where,
      }),
    );
  }
}

interface Obstacle {
  readonly path: string;
  readonly what: string;
  readonly value: Value;
}

function obstacle(
  value: Value,
  at: { readonly path: string; readonly seen: readonly HeapObject[] },
): Obstacle | undefined {
  const found = (what: string): Obstacle => ({ path: at.path, what, value });
  if (value.kind === "known") return ofPrimitive(value.value, found);
  if (value.kind === "oneOf")
    return value.choices
      .map((choice) => obstacle(choice.value, at))
      .find((one) => one !== undefined);
  if (value.kind !== "object") return undefined;
  const what = ofObject(value, at.seen);
  if (what !== undefined) return found(what);
  if (value.facts || (value.body.kind !== "record" && value.body.kind !== "array"))
    return undefined;
  const seen = [...at.seen, value];
  const entries =
    elementsOf(value)?.map((one, index) => [`[${index}]`, one] as const) ??
    ownEntries(value).map(([key, one]) => [at.path === "" ? key : `.${key}`, one] as const);
  return entries
    .map(([key, one]) => obstacle(one, { path: at.path + key, seen }))
    .find((one) => one !== undefined);
}

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
  if (facts) return "something that belongs to the app's description";
  if (body.kind === "exotic") return body.name.startsWith("node:") ? undefined : article(body.name);
  if (body.kind === "instance") return "an object of a class";
  return kinds[body.kind];
}

const article = (name: string): string => `${/^[AEIOU]/u.test(name) ? "an" : "a"} ${name}`;
