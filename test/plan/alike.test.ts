/** A loop of the source is a loop of the program: shorter to read, and nothing else. */
import { expect, test } from "vitest";
import type { AppGraph } from "#graph/graph.ts";
import { registrations } from "#plan/plan.ts";
import { filesOf, planOf, textOf } from "./emitted.ts";
import { compute, graphOf, span } from "./graphs.ts";

const gpu = compute("gpu");
const many = Array.from({ length: 12 }, (_, at) => at);
const shard = (at: number) => [
  `shards.${at}`,
  { paths: { part: "part.csv" }, reads: ["split.data"] },
];
const fit = (at: number) => [
  `fits.${at}`,
  { compute: gpu, paths: { model: "model" }, secrets: ["HF_TOKEN"], reads: allParts },
];
const allParts = many.map((at) => `shards.${at}.part`);
const apart = graphOf({
  split: { paths: { data: "data/" } },
  ...Object.fromEntries(many.map(shard)),
  ...Object.fromEntries(many.map(fit)),
  merge: { reads: ["shards.3.part", ...many.map((at) => `fits.${at}.model`)] },
});

/** As if one `new` stood in a loop for each prefix; what the spans say is all that differs. */
const loops: AppGraph = {
  ...apart,
  components: apart.components.map((one) =>
    one.name.includes(".") ? { ...one, span: span(one.name.startsWith("fits") ? 91 : 90) } : one,
  ),
};

const made = (graph: AppGraph) =>
  registrations(planOf(graph))
    .map(({ type, name }) => `${type} ${name}`)
    .toSorted();

test("works that a loop makes alike stand in one file, and register what each alone would", () => {
  const files = filesOf(planOf(loops)).map(({ file }) => file);
  expect(files.filter((file) => file.startsWith("works/")).toSorted()).toEqual([
    "works/fits.ts",
    "works/merge.ts",
    "works/shards.ts",
    "works/split.ts",
  ]);
  expect(made(loops)).toEqual(made(apart));
});

test("all of them are one word where they are used, one of them is picked", () => {
  const files = filesOf(planOf(loops));
  expect(textOf(files, "works/fits.ts")).toContain("reads: shards.all,");
  expect(textOf(files, "works/merge.ts")).toContain('reads: [pick(shards, "shards.3"), fits.all],');
  expect(textOf(files, "machines/default.ts")).toContain("works: [split, shards.all, merge],");
});

test("that all of them are read is said once", () => {
  const text = textOf(filesOf(planOf(loops)), "works/merge.ts").replaceAll(/\n\s*\/\/ /g, " ");
  expect(text.match(/merge is handed fits/g)).toHaveLength(1);
});

test("one that has something of its own stands alone", () => {
  const first = loops.secrets[0];
  const own = { name: "OWN", works: ["shards.7"], span: span(5) };
  const graph = { ...loops, secrets: first ? [first, own] : [own] };
  const files = filesOf(planOf(graph)).map(({ file }) => file);
  expect(files).toContain("works/shards.7.ts");
  expect(files).toContain("works/shards.ts");
  expect(made(graph)).toEqual(made(apart));
});

test("few are read one by one", () => {
  const few = graphOf({ "a.0": {}, "a.1": {}, "a.2": {}, "a.3": {} });
  const graph = { ...few, components: few.components.map((one) => ({ ...one, span: span(9) })) };
  expect(filesOf(planOf(graph)).map(({ file }) => file)).toContain("works/a.3.ts");
});

test("one that has capacity of its own stands apart", () => {
  const reserved = { id: "cr-0a1b", zone: "use1-az1" };
  const plan = planOf(loops, { reservations: { "fits.3": reserved } });
  const having = filesOf(plan).filter(({ text }) =>
    text.includes('reservation: { id: "cr-0a1b" }'),
  );
  expect(having.map(({ file }) => file)).toEqual(["works/fits.3.ts"]);
});
