import { collectingSink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Check, DeployedApp, Deployment } from "#plan/deployment.ts";
import type { JsonObject } from "#plan/review.ts";

/** A provider's knowledge of deploying, its options read. */
export interface BoundDeployment extends Omit<Deployment, "checks" | "allowed" | "verbs"> {
  readonly checks: (graph: AppGraph | undefined) => readonly Check[];
  readonly verbs: (app: DeployedApp) => JsonObject;
  readonly allowed: (codes: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

/** By target; loaded by the commands that deploy, and by no other. Options were checked by compiling. */
export const deployments: Readonly<Record<string, (section: unknown) => Promise<BoundDeployment>>> =
  {
    aws: async (section) => {
      const { awsDeployment } = await import("#providers/aws/deployment.ts");
      const { awsOptions } = await import("#providers/aws/options.ts");
      const options = awsOptions(section, collectingSink());
      return {
        ...awsDeployment,
        checks: (graph) => awsDeployment.checks({ options, graph }),
        verbs: (app) => awsDeployment.verbs(app, options),
        allowed: (codes) => awsDeployment.allowed(codes, options),
      };
    },
  };
