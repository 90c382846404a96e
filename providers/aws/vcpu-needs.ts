import type { AppGraph } from "#graph/graph.ts";
import type { MachineGroup } from "#graph/machine-group.ts";
import { type QuotaNeed, quotaNeeds } from "./catalogue/quotas.ts";
import { layoutOf } from "./lower/layout.ts";
import type { AwsOptions } from "./options.ts";

/**
 * vCPUs by quota, at the app's busiest: groups whose works are all over before another's begin do not count
 * beside it, for the controller ends idle machines when it needs their share.
 */
export function vcpuNeeds(graph: AppGraph, options: AwsOptions): readonly QuotaNeed[] {
  const { controller, groups } = layoutOf(graph, options);
  const machines = groups.map(({ name, types: [type], compute, atOnce }) => ({
    ...{ name, type },
    nodes: compute.nodes * atOnce,
    spot: compute.interruptible,
  }));
  return quotaNeeds(
    [{ type: controller, nodes: 1, spot: false }, ...machines],
    comesBefore(graph, groups),
  );
}

function comesBefore(
  { order }: AppGraph,
  groups: readonly MachineGroup[],
): (first: string, second: string) => boolean {
  const after = new Map(
    [...Map.groupBy(order, ([before]) => before)].map(([before, pairs]) => [
      before,
      new Set(pairs.map(([, later]) => later)),
    ]),
  );
  const worksOf = new Map(groups.map(({ name, works }) => [name, works.map((work) => work.name)]));
  return (first, second) =>
    (worksOf.get(first) ?? []).every((one) =>
      (worksOf.get(second) ?? []).every((other) => after.get(one)?.has(other)),
    );
}
