/**
 * The AWS provider: one account and region, machines on EC2, Paths on EFS, a journal in DynamoDB. It knows
 * what an app's nodes become there, what they cost and what nobody sells; it never sees source text.
 */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { InternalError } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Project } from "#plan/plan.ts";
import type { Fragment, LoweringTable, Provider } from "#plan/provider.ts";
import { bootFiles } from "./boot-files.ts";
import { lowerApp } from "./lower/app.ts";
import { checkComputes, checkReservations } from "./lower/check.ts";
import { checkPools } from "./lower/check-pools.ts";
import { lowerFlow } from "./lower/flow.ts";
import { checkLimits } from "./lower/limits.ts";
import { lowerMachineGroup } from "./lower/machine-group.ts";
import { lowerMap } from "./lower/map.ts";
import { lowerPath } from "./lower/path.ts";
import { lowerService } from "./lower/service.ts";
import { stackConfig } from "./lower/settings.ts";
import { type AwsOptions, awsOptions } from "./options.ts";
import { programNeeds } from "./program-needs.ts";
import { summarize } from "./summary.ts";

/** Bundles are one call of the app's; what a work may use stands in the work's own call. */
const elsewhere = (): readonly Fragment[] => [];

const lower: LoweringTable<AwsOptions> = {
  app: lowerApp,
  flow: lowerFlow,
  machineGroup: lowerMachineGroup,
  map: lowerMap,
  path: lowerPath,
  service: lowerService,
  bundle: elsewhere,
  drive: elsewhere,
  mount: elsewhere,
  secret: elsewhere,
};

export const awsProvider: Provider<AwsOptions> = {
  name: "aws",
  options: awsOptions,
  check: (graph, options, sink) => {
    checkComputes(graph, options, sink);
    checkReservations(graph, options, sink);
    checkPools(graph, sink);
  },
  lower,
  checkPlan: checkLimits,
  program: programFiles(),
  project,
  summary: summarize,
  boot: bootFiles,
  review: async () => (await import("./review/review.ts")).awsReview,
};

function project(graph: AppGraph, options: AwsOptions): Project {
  return {
    name: graph.app.name,
    description: `${graph.app.title}, compiled from ${graph.app.file} by Thunderhead`,
    config: stackConfig({ graph, options }),
    dependencies: { "@pulumi/aws": "7.48.0", "@pulumi/pulumi": "3.259.0" },
  };
}

function programFiles(): Provider["program"] {
  return Object.fromEntries(
    Object.entries(programNeeds).map(([name, needs]) => [
      `components/${name}.ts`,
      {
        source: join(programFolder(), `${name}.ts`),
        needs: needs.map((need) => `components/${need}.ts`),
      },
    ]),
  );
}

/** Beside the sources, or where the build copies it to: the next folder above this file that has it. */
function programFolder(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, "providers/aws/program");
    if (existsSync(candidate)) return candidate;
  }
  throw new InternalError("The program components of AWS are missing: build dist/ again.");
}
