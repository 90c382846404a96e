import { collectingSink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import type { Check, DeployedApp, Deployment } from "#plan/deployment.ts";
import type { JsonObject } from "#plan/review.ts";
import type { KeptCall } from "#protocol/call.ts";

/** A provider's knowledge of deploying, its options read. */
export interface BoundDeployment extends Omit<Deployment, "checks" | "allowed" | "verbs"> {
  readonly checks: (graph: AppGraph | undefined) => readonly Check[];
  readonly verbs: (app: DeployedApp) => JsonObject;
  readonly allowed: (codes: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** Finished calls that the ledger of what is deployed keeps; a sentence where it cannot be read. */
  readonly keptCalls: (written: {
    /** What the program told its runtime, as texts: of the code, and of the cloud. */
    readonly manifest: string;
    readonly deployment: string;
  }) => Promise<readonly KeptCall[] | string>;
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
        keptCalls: async (written) =>
          (await import("#providers/aws/runtime/offline.ts")).keptCallsOf(written),
      };
    },
  };
