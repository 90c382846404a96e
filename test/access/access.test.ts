/**
 * Least privilege, judged by the graph: for random apps, whatever the edges say is allowed by the policies
 * that the program registers, whatever they do not say is denied, and firewalls admit exactly the edges.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { AppGraph } from "#graph/graph.ts";
import { compute, graphOf } from "../plan/graphs.ts";
import { isAllowed } from "./evaluator.ts";
import { admissionsOf, groupsOf, requestsOf, tagged } from "./oracle.ts";
import { accessOf } from "./registered.ts";

const names = ["prep", "train", "serve", "board", "score", "index"] as const;
const computes = [undefined, "gpu", "L4", "cpu-medium"] as const;

/** Six works or ComponentMaps at most, each on machines of its own or shared, handing Paths to whoever comes later. */
const someApp = fc
  .array(
    fc.record({
      compute: fc.constantFrom(...computes),
      nodes: fc.constantFrom(1, 1, 2),
      colocated: fc.boolean(),
      writes: fc.boolean(),
      port: fc.boolean(),
      max: fc.constantFrom(undefined, undefined, 4),
      reads: fc.array(fc.nat(names.length - 1), { maxLength: 3 }),
      secrets: fc.subarray(["HF_TOKEN", "WANDB"]),
      drives: fc.subarray(["cache", "runs"]),
    }),
    { minLength: 2, maxLength: names.length },
  )
  .map((sketches) => {
    const writers = names.filter((_, at) => sketches[at]?.writes);
    return graphOf(
      Object.fromEntries(
        sketches.map((sketch, at) => [
          names[at],
          {
            id: `w${at}aa`,
            ...(sketch.compute && { compute: computeOf(sketch) }),
            ...(sketch.writes && { paths: { out: "out/" } }),
            ...(sketch.max ? { max: sketch.max } : sketch.port && { port: 8000 + at }),
            reads: [...new Set(sketch.reads)].flatMap((from) =>
              writers.includes(names[from] ?? "prep") && from !== at ? [`${names[from]}.out`] : [],
            ),
            secrets: sketch.secrets,
            drives: sketch.drives,
          },
        ]),
      ),
    );
  });

const computeOf = (sketch: { compute?: string | undefined; nodes: number; colocated: boolean }) =>
  sketch.colocated
    ? compute("cpu-medium", { colocationGroup: "together" })
    : compute(sketch.compute ?? "gpu", { nodes: sketch.nodes });

async function judge(graph: AppGraph): Promise<void> {
  const { roles, volume, admissions } = await accessOf(graph);
  for (const group of groupsOf(graph)) {
    const role = roleOf(group.name, roles);
    for (const { allowed, ...request } of requestsOf(group, graph)) {
      const answer = isAllowed([...role, ...volume], request);
      expect(answer, `${group.name}: ${JSON.stringify(request)}`).toBe(allowed);
    }
  }
  expect(admissions.map(shortly).toSorted()).toEqual([...admissionsOf(graph)].toSorted());
}

/** Machines of a colocation group, or of a map in one, are called by its name, marked as no work's. */
const shortly = (admission: string): string => admission.replaceAll(/\b(\w+)-group\b/g, "$1");

function roleOf<Role>(name: string, roles: ReadonlyMap<string, Role>): Role {
  const role = roles.get(name) ?? roles.get(`${name}-group`);
  if (role === undefined) throw new Error(`No role is called ${name}: ${[...roles.keys()]}`);
  return role;
}

test("what the edges say is allowed, what they do not say is denied", { timeout: 600_000 }, () =>
  fc.assert(fc.asyncProperty(someApp, judge), { numRuns: 5, seed: 20_261 }),
);

test(
  "elements of a map share what is the map's, and nothing of another's",
  {
    timeout: 600_000,
  },
  () =>
    judge(
      graphOf({
        prep: { id: "w0aa", paths: { out: "out/" } },
        trials: {
          ...{ id: "w1aa", max: 8, compute: compute("gpu"), paths: { out: "out/" } },
          ...{ reads: ["prep.out"], secrets: ["WANDB"], drives: ["runs"] },
        },
        gangs: { id: "w2aa", max: 2, compute: compute("L4", { nodes: 2 }), reads: ["trials.out"] },
        pick: { id: "w3aa", reads: ["trials.out"] },
      }),
    ),
);

const whole = graphOf({
  prep: { id: "prep", paths: { features: "features/" } },
  train: { id: "trnn", compute: compute("gpu"), reads: ["prep.features"], secrets: ["HF_TOKEN"] },
});

test("the controller rules machines of its own app, and no others", async () => {
  const { roles, volume } = await accessOf(whole);
  const controller = [...(roles.get("controller") ?? []), ...volume];
  const may = (action: string, context = {}) =>
    isAllowed(controller, { action, resource: "*", context });
  for (const verb of [
    "LaunchInstances",
    "SetDesiredCapacity",
    "TerminateInstanceInAutoScalingGroup",
  ]) {
    expect(may(`autoscaling:${verb}`, tagged("boring-dev")), verb).toBe(true);
    expect(may(`autoscaling:${verb}`, tagged("boring-prod")), verb).toBe(false);
    expect(may(`autoscaling:${verb}`), verb).toBe(false);
  }
  expect(may("ec2:TerminateInstances")).toBe(false);
  expect(may("ssm:GetParameter")).toBe(false);
});

test("no action is granted by wildcard, and a resource by `*` only where AWS has no name for it", async () => {
  const { roles } = await accessOf(whole);
  const nameless =
    /^(ssm:UpdateInstanceInformation|ssmmessages:.*|ec2:(CreateFleet|Describe\w+)|autoscaling:Describe\w+)$/;
  for (const [role, statements] of roles) {
    for (const { Action, Resource, Condition } of statements) {
      expect(
        Action.filter((one) => one.includes("*")),
        role,
      ).toEqual([]);
      const wide = Resource.includes("*") && Object.keys(Condition).length === 0;
      if (wide) for (const action of Action) expect(action, role).toMatch(nameless);
    }
  }
});
