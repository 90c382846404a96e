import { expect, test } from "vitest";
import { cost } from "#providers/aws/cost.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { compute, graphOf } from "../graphs.ts";

const trafficOf = (graph: Parameters<typeof cost>[0]) => cost(graph, defaultAwsOptions).traffic;

test("the Path that most machines read is the one that is told", () => {
  const graph = graphOf({
    prep: { paths: { data: "data/", notes: "notes.md" } },
    trials: { max: 8, compute: compute("gpu"), reads: ["prep.data"] },
    train: { compute: compute("L4", { nodes: 2 }), reads: ["prep.data", "prep.notes"] },
  });
  expect(trafficOf(graph)).toEqual({
    path: "prep.data",
    readers: 10,
    written: 0.06,
    read: 0.3,
    kept: 0.3,
  });
});

test("works that share a machine read once", () => {
  const graph = graphOf({
    prep: { paths: { data: "data/" } },
    one: { reads: ["prep.data"] },
    other: { reads: ["prep.data"] },
  });
  expect(trafficOf(graph)).toMatchObject({ readers: 1, read: 0.03 });
});

test("one that nobody reads costs nothing to read, and without Paths there is no volume", () => {
  expect(trafficOf(graphOf({ one: { paths: { out: "out" } } }))).toMatchObject({
    readers: 0,
    read: 0,
  });
  expect(trafficOf(graphOf({ one: {} }))).toBeUndefined();
});
