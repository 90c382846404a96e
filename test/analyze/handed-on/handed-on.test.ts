import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import type { KeptModules } from "#parse/module.ts";
import { diskHost } from "#source/disk-host.ts";
import { memoryHost } from "#source/memory-host.ts";
import { type Execute, executor } from "./execute.ts";

/** What an execution hands on, the graph has: the access that a cloud grants rests on it. */
const directory = join(import.meta.dirname, "samples").replaceAll("\\", "/");

const ways = readdirSync(join(directory, "ways")).flatMap((file) =>
  [
    ...readFileSync(join(directory, "ways", file), "utf8").matchAll(
      /^ {2}async (\w+)\(path, use\)/gm,
    ),
  ].flatMap(([, way = ""]) => way),
);

/** Nothing that is a Path gets there, though it looks as if; an edge does no harm. */
const nothingArrives = new Set(["cloned", "comparator", "jsonRoundTrip"]);

const kept: KeptModules = new Map();

/** What the compiler says of the app that takes this way, with the Path or with something else. */
function analysed(way: string, instead = "undefined") {
  const sink = collectingSink();
  const entry = `${directory}/way.ts`;
  const text = `import { App, Drive } from "thunderhead";
import { Root } from "./app.ts";
export default new App(new Root(${JSON.stringify(way)}, ${instead}));`;
  const host = memoryHost({ [entry]: text }, diskHost);
  const analysis = analyze({ entry, directory, name: "app", lock: emptyLock, host, kept, sink });
  const consumers = analysis?.graph.edges.map(({ consumer }) => consumer) ?? [];
  const users = analysis?.graph.drives.flatMap(({ works }) => works) ?? [];
  return { consumers, users, problems: sink.diagnostics().map(({ slug }) => slug) };
}

const all = new Map(ways.map((way) => [way, analysed(way)]));
const said = (way: string) => all.get(way) ?? analysed(way);

const scratch = mkdtempSync(join(tmpdir(), "thunderhead-handed-on-"));
let execute: Execute;
beforeAll(async () => {
  execute = await executor(join(directory, "app.ts"), scratch);
});
afterAll(() => rmSync(scratch, { recursive: true }));

test("there are many ways", () => {
  expect(ways.length).toBeGreaterThan(250);
  expect(new Set(ways).size).toBe(ways.length);
});

describe("a Path gets to a work, and the graph says so", () => {
  test.each(ways)("%s", async (way) => {
    const { consumers, problems } = said(way);
    expect(consumers).not.toContain("other");
    // What is refused need not be followed, and is not executed either.
    if (problems.length > 0) return;
    expect(consumers).toContain("use");
    if (nothingArrives.has(way)) return;
    const { handed, failed } = await execute(way);
    expect(failed).toBeUndefined();
    expect(handed["use"]).toContain("make.out");
    expect(handed["other"] ?? []).toEqual([]);
  });
});

/** What is a Path's own: another takes another way. */
const ofPaths = new Set(["joined"]);

describe("so does a Drive", () => {
  test.each(ways.filter((way) => !ofPaths.has(way)))("%s", (way) => {
    const { users, problems } = analysed(way, 'new Drive("store")');
    expect(problems).toEqual(said(way).problems);
    if (problems.length === 0) expect(users).toEqual(["use"]);
  });
});

const refused: Readonly<Record<string, string>> = {
  builtinPatched: "analysis/gave-up",
  builtinPrototype: "analysis/gave-up",
  dynamicImport: "flow/foreign-await",
  immediate: "flow/not-repeatable",
  importedBinding: "flow/foreign-await",
  interval: "flow/not-repeatable",
  promiseExecutor: "flow/foreign-await",
  promiseRace: "flow/foreign-await",
  timer: "flow/not-repeatable",
  virtualMachineCalls: "flow/foreign-await",
  withResolvers: "flow/foreign-await",
  withResolversRejected: "flow/foreign-await",
};

test("the others are refused, each for its reason", () => {
  const told = ways.flatMap((way) => said(way).problems.map((slug) => [way, slug] as const));
  expect(Object.fromEntries(told)).toEqual(refused);
});
