/** What machines are told to expect of themselves: a line for each type that a group may get. */
import { expect, test } from "vitest";
import { machinesList } from "#providers/aws/boot-machines.ts";
import { layoutOf } from "#providers/aws/lower/layout.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { compute, graphOf } from "./graphs.ts";

test("cards as the type has them, and shared memory where Linux gives less by itself", () => {
  const graph = graphOf({
    train: { compute: compute("A100:8", { nodes: 2, shmSize: 16_384 }) },
    load: { compute: compute("m7i.large", { shmSize: 6000 }) },
    serve: { compute: compute({ anyOf: ["L4", "A10G"] }) },
  });
  expect(machinesList(layoutOf(graph, defaultAwsOptions)).split("\n")).toEqual([
    "train p4d.24xlarge 8 4 - - -",
    "load m7i.large 0 0 - - 6000",
    expect.stringMatching(/^serve g6\.xlarge 1 0 - - -$/),
    expect.stringMatching(/^serve g5\.xlarge 1 0 - - -$/),
    "",
  ]);
});
