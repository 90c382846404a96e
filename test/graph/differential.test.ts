import fc from "fast-check";
import { expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { memoryHost } from "#source/memory-host.ts";
import { type GeneratedProgram, programs } from "./programs.ts";

/** What the SDK's classes are to a construction: places that remember. */
class Work {}
class Flow {}
class App {
  readonly root: object;
  constructor(root: object) {
    this.root = root;
  }
}

/** Constructor arguments by field, as an execution has them. */
function executed({ source }: GeneratedProgram): ReadonlyMap<string, unknown> {
  const body = source.replace(/^import.*$/m, "").replace("export default", "return");
  const run: unknown = new Function("App", "Flow", "Work", body)(App, Flow, Work);
  const root = run instanceof App ? run.root : {};
  return new Map(
    Object.entries(root).map(([field, work]) => [field, Reflect.get(Object(work), "args")]),
  );
}

const inJson = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, one) => (one === undefined ? { $: "undefined" } : one)));

/** By field: what the compiler says the arguments are; nothing for a work of which it does not know all. */
function analysed({ source }: GeneratedProgram) {
  const sink = collectingSink();
  const host = memoryHost({ "/app/app.ts": source });
  const options = {
    entry: "/app/app.ts",
    directory: "/app",
    name: "app",
    lock: emptyLock,
    host,
    sink,
  };
  const graph = analyze(options)?.graph;
  const works = (graph?.components ?? []).flatMap((one) => (one.kind === "work" ? [one] : []));
  return works.map((work) => ({
    name: work.name,
    arguments: work.arguments,
    // The generated programs have no `null` of their own: it stands where an argument is not known.
    known: !work.arguments.includes(null),
  }));
}

/** Trailing `undefined` is left out by the compiler. */
function withoutTrailing(list: readonly unknown[]): readonly unknown[] {
  const last: unknown = list.at(-1);
  const absent =
    typeof last === "object" && last !== null && Reflect.get(last, "$") === "undefined";
  return absent ? withoutTrailing(list.slice(0, -1)) : list;
}

test("what the analyzer knows of a construction is what an execution has", () => {
  let known = 0;
  let all = 0;
  fc.assert(
    fc.property(programs, (program) => {
      const real = executed(program);
      for (const work of analysed(program)) {
        all++;
        if (!work.known) continue;
        known++;
        const args: unknown = inJson(real.get(work.name));
        expect(work.arguments).toEqual(withoutTrailing(Array.isArray(args) ? args : []));
      }
    }),
    { numRuns: Number(process.env["RUNS"] ?? 1000) },
  );
  // A test that compares nothing would pass as well: most of these are decidable.
  expect(known / all).toBeGreaterThan(0.5);
});
