import type { ComponentMap } from "#graph/map.ts";
import { pools } from "#graph/pool.ts";
import type { PlanFile } from "#plan/plan.ts";
import type { AwsContext } from "./calls.ts";
import { lowerMachineGroup } from "./machine-group.ts";

/** A pool of machines, and one work that stands for whatever they run. */
export const lowerMap = ({ name }: ComponentMap, context: AwsContext): readonly PlanFile[] =>
  pools(context.graph)
    .filter((pool) => pool.name === name)
    .flatMap((pool) => lowerMachineGroup(pool, context));
