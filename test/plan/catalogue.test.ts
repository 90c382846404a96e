import { describe, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { choose } from "#providers/aws/catalogue/request.ts";
import { findType, isSold, machineTypes } from "#providers/aws/catalogue/types.ts";
import { cost } from "#providers/aws/cost.ts";
import { checkComputes } from "#providers/aws/lower/check.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { boring, compute, graphOf } from "./graphs.ts";

const typesFor = (name: Parameters<typeof choose>[0]): readonly string[] => {
  const choice = choose(name);
  return choice.kind === "found" ? choice.types.map((type) => type.name) : [];
};

describe("what a wish means", () => {
  test.each([
    ["default", ["t3.medium", "t3a.medium"]],
    ["gpu", ["g4dn.xlarge"]],
    ["gpu-fast", ["g6e.xlarge"]],
    ["gpu-fast-multi", ["g6e.12xlarge"]],
    ["p4d.24xlarge", ["p4d.24xlarge"]],
    ["L4", ["g6.xlarge"]],
    ["A100:8", ["p4d.24xlarge"]],
    ["A100-80GB:8", ["p4de.24xlarge"]],
    ["80GB+", ["g7e.2xlarge"]],
    ["24GB+", ["g6.xlarge"]],
    ["24GB+:4", ["g6.12xlarge"]],
    ["24GiB+:4", ["g6e.12xlarge"]],
  ])("%s", (name, expected) => {
    expect(typesFor(name)).toEqual(expected);
  });

  test("alternatives keep the user's order", () => {
    expect(typesFor({ anyOf: ["A10G", "L4"] })).toEqual(["g5.xlarge", "g6.xlarge"]);
  });

  test.each(machineTypes.filter(isSold).map(({ name }) => name))("%s is to be had", (name) => {
    expect(typesFor(name)).toEqual([name]);
  });
});

describe("what nobody sells", () => {
  test("is an error with the nearest, priced, and an edit", () => {
    const sink = collectingSink();
    checkComputes(graphOf({ train: { compute: compute("A100:4") } }), undefined, sink);
    const [problem] = sink.diagnostics();
    expect(problem?.slug).toBe("compute/unknown");
    expect(problem?.message).toContain("`p4d.24xlarge` (8 × A100 (40 GiB)");
    expect(problem?.message).toContain("for 21.96");
    expect(problem?.message).toContain("`g6e.12xlarge`");
    expect(problem?.fix?.edits[0]?.text).toBe('"p4d.24xlarge"');
  });

  test.each(["p3.8xlarge", "V100", "trn1.2xlarge", "p5e.48xlarge", "", "gpu-quick", "A100:0"])(
    "%s",
    (name) => expect(choose(name).kind).toBe("unknown"),
  );
});

test("sizes are those of EC2's own tables", () => {
  expect(findType("g5.xlarge")).toMatchObject({ vcpu: 4, accelerator: { memory: 22.35 } });
  expect(findType("t4g.small")?.architecture).toBe("arm64");
});

test("the smallest app's standing cost is the sum of what stands", () => {
  const { standing, running } = cost(boring, defaultAwsOptions);
  expect(standing.items.map(({ monthly }) => monthly)).toEqual([16.55, 23.73, 0.43]);
  expect(standing.monthly).toBe(40.71);
  expect(running[0]).toMatchObject({ type: "t3.medium", hourly: 0.0499 });
});
