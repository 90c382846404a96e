import fc from "fast-check";
import { expect, test } from "vitest";
import type { HeapObject } from "#analyze/heap.ts";
import type { Value } from "#analyze/value.ts";
import type { KeptModules } from "#parse/module.ts";
import { identityOf, Path } from "#sdk/path.ts";
import { seed } from "../../seed.ts";
import { type Assignment, disagreement } from "../judge/compare.ts";
import { evaluateFiles } from "../judge/evaluate.ts";
import { type Executed, execution } from "./execute.ts";
import { programs } from "./programs.ts";

/** Every member of every domain, and each of both sides of the one that most depends on. */
const assignments: readonly Assignment[] = (
  [
    ["small", true],
    ["medium", false],
    ["large", true],
    ["large", false],
  ] as const
).map(
  ([size, fast]) =>
    new Map<string, unknown>([
      ["size", size],
      ["fast", fast],
    ]),
);

/** What the framework keeps of its own objects, beside what an execution has of them. */
const within =
  ({ options }: Executed) =>
  (said: HeapObject, real: object): readonly (readonly [Value, unknown])[] => {
    const { facts } = said;
    if (facts?.kind === "work") return [[facts.options, options.get(real)]];
    if (facts?.kind === "path" && real instanceof Path)
      return [[facts.path, identityOf(real).relative]];
    return [];
  };

const wanted = Number(process.env["RUNS"] ?? 10_000);

test("what the analyzer says of a construction is what an execution has, whatever the configuration", () => {
  const counts = { constructions: 0, known: 0, values: 0 };
  const count = (kind: Value["kind"]) => {
    counts.values++;
    if (kind !== "unknown") counts.known++;
  };
  // Half of a program's modules are the same in all of them.
  const kept: KeptModules = new Map();
  const check = fc.property(programs, (program) => {
    const { exported, sink } = evaluateFiles(program.files, kept);
    const app = exported("default");
    const root = app.kind === "object" && app.facts?.kind === "app" ? app.facts.root : undefined;
    if (root === undefined)
      throw new Error(
        `no app: ${app.kind === "unknown" ? app.reason : app.kind} ${sink.diagnostics().map(({ message }) => message)}`,
      );
    const execute = execution(program.body);
    for (const assignment of assignments) {
      const executed = execute(assignment);
      const comparison = { assignment, count, within: within(executed) };
      const problem = disagreement(root, executed.root, comparison);
      if (problem !== undefined)
        throw new Error(`${problem} (${[...assignment].flat().join(" ")})`);
    }
    counts.constructions += program.constructions;
  });
  // A program has some thirty constructions; shrinking leaves the one that matters.
  for (let round = 0; counts.constructions < wanted; round++)
    fc.assert(check, { numRuns: 20, seed: seed + round });
  // A test that compares nothing would pass as well: most of these are decidable.
  expect(counts.known / counts.values).toBeGreaterThan(0.8);
}, 600_000);
