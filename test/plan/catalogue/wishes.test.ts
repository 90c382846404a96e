import { describe, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import type { Compute } from "#graph/compute.ts";
import { regionNames, zonesSelling } from "#providers/aws/catalogue/region.ts";
import { choose, type Request } from "#providers/aws/catalogue/request.ts";
import { findType, isSold, isUltraServer, machineTypes } from "#providers/aws/catalogue/types.ts";
import { cost } from "#providers/aws/cost.ts";
import { checkComputes, checkReservations } from "#providers/aws/lower/check.ts";
import { defaultAwsOptions } from "#providers/aws/options.ts";
import { boring, compute, graphOf } from "../graphs.ts";

const wish = (name: Request["name"], region = "us-east-1") => choose({ name, nodes: 1 }, region);

const typesFor = (name: Request["name"], region?: string): readonly string[] => {
  const choice = wish(name, region);
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

  test.each(["toString", "constructor", "__proto__:2", "constructor:8"])("%s is none", (name) => {
    expect(wish(name).kind).toBe("unknown");
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
    checkComputes(graphOf({ train: { compute: compute("A100:4") } }), defaultAwsOptions, sink);
    const [problem] = sink.diagnostics();
    expect(problem?.slug).toBe("compute/unknown");
    expect(problem?.message).toContain("`p4d.24xlarge` (8 × A100 (40 GB)");
    expect(problem?.message).toContain("for 21.96");
    expect(problem?.message).toContain("`g6e.12xlarge`");
    expect(problem?.fix?.edits[0]?.text).toBe('"p4d.24xlarge"');
  });

  test.each(["p3.8xlarge", "V100", "trn1.2xlarge", "p5e.48xlarge", "", "gpu-quick", "A100:0"])(
    "%s",
    (name) => expect(wish(name).kind).toBe("unknown"),
  );
});

describe("where it is sold", () => {
  test.each([
    ["gpu", "us-east-1", ["g4dn.xlarge"]],
    ["gpu", "eu-central-2", ["g6.xlarge"]],
    ["gpu-fast", "eu-west-1", ["g5.xlarge"]],
    ["24GB+", "eu-west-1", ["g5.xlarge"]],
  ])("%s in %s", (name, region, expected) => {
    expect(typesFor(name, region)).toEqual(expected);
  });

  test("alternatives that the region lacks are left out", () => {
    expect(typesFor({ anyOf: ["g6.xlarge", "g5.xlarge"] }, "eu-west-1")).toEqual(["g5.xlarge"]);
  });

  test("a region that has none of it is an error with what it has", () => {
    expect(refusal("g6.xlarge", { region: "eu-west-1" })).toMatchObject({
      slug: "compute/elsewhere",
      fix: { edits: [{ text: '"g5.xlarge"' }] },
    });
  });

  test("every type is sold somewhere, or its row says why not", () => {
    const nowhere = machineTypes.filter(
      ({ name }) => !regionNames.some((region) => zonesSelling(region, name).length > 0),
    );
    expect(nowhere.filter(({ price }) => typeof price === "number")).toEqual([]);
  });
});

describe("what it may cost", () => {
  test("all nodes count, and a cheaper alternative stays", () => {
    const anyOf = ["A100:8", "L4"];
    const choice = choose({ name: { anyOf }, nodes: 2, maxHourlyCost: 2 }, "us-east-1");
    expect(choice).toMatchObject({ kind: "found", types: [{ name: "g6.xlarge" }] });
  });

  test("nothing within the limit is an error that says what it takes", () => {
    const problem = refusal("A100:8", { more: { maxHourlyCost: 10, nodes: 2 } });
    expect(problem?.slug).toBe("compute/too-dear");
    expect(problem?.message).toContain("10 $/h that `maxHourlyCost` allows for 2 machines");
    expect(problem?.message).toContain("for 21.96 each");
  });
});

function refusal(
  name: string,
  { region = "us-east-1", more = {} }: { region?: string; more?: Partial<Compute> },
) {
  const sink = collectingSink();
  const graph = graphOf({ train: { compute: compute(name, more) } });
  checkComputes(graph, { ...defaultAwsOptions, region }, sink);
  return sink.diagnostics()[0];
}

describe("what is reserved", () => {
  const slugs = (name: string, more: Partial<Compute> = {}) => {
    const sink = collectingSink();
    const reservations = { [name]: { id: "cr-0a", zone: "use1-az1" } };
    const graph = graphOf({ train: { compute: compute("L4", more) } });
    checkReservations(graph, { ...defaultAwsOptions, reservations }, sink);
    return sink.diagnostics().map(({ slug, message }) => `${slug} ${message}`);
  };

  test("is of machines that the app has", () => {
    expect(slugs("train")).toEqual([]);
    expect(slugs("trian")[0]).toMatch(/^config\/unknown-key .*Did you mean `train`\?/);
  });

  test("is never spot", () => {
    expect(slugs("train", { interruptible: true })[0]).toMatch(/^config\/wrong-value /);
  });
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

test("UltraServers are known by their types", () => {
  const names = machineTypes.filter(isUltraServer).map(({ name }) => name);
  expect(names).toEqual(["p6e-gb200.36xlarge", "trn2u.48xlarge"]);
});
