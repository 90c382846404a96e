import { type Target, targetOf } from "#compiler";
import type { Sink } from "#diagnostics/sink.ts";

/** Reads a provider's section of the configuration, and answers with the target it makes. */
type Open = (section: unknown, sink: Sink) => Promise<Target>;

/** The targets of `compile`, each loaded when it is asked for. The simulation is `run`'s, and no target. */
export const providers: Readonly<Record<string, Open>> = {
  aws: async (section, sink) => {
    const { awsProvider } = await import("#providers/aws/provider.ts");
    return targetOf(awsProvider, awsProvider.options(section, sink));
  },
};

export const defaultTarget = "aws";
