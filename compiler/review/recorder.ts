/**
 * The recorder: a Pulumi engine that creates nothing. It answers the program over the same gRPC services as
 * the real one, so the official runner, the real SDKs and the user's overrides run unchanged, and it keeps
 * what was asked for. Reviews are therefore of the program, not of what the compiler believes it wrote. It
 * needs no credentials, keeps no state, and knows no cloud: what a program wants to look up there is refused.
 */

import type { JsonObject } from "#plan/review.ts";
import type { StateResource } from "./deployed.ts";
import { engineService } from "./engine.ts";
import { monitorService, type Recording } from "./monitor.ts";
import { placeholdersFrom } from "./placeholders.ts";
import type { PulumiSdk } from "./pulumi-sdk.ts";
import type { Registered } from "./registration.ts";

export interface Recorder {
  /** `127.0.0.1:49152`, of both services. */
  readonly address: string;
  /** In the order they arrived; the stack itself is left out. */
  readonly registered: () => readonly Registered[];
  /** What the program logged as an error: its exceptions end here. */
  readonly errors: () => readonly string[];
  /** The stack's outputs, once it has handed them in. */
  readonly outputs: () => JsonObject;
  stop(): void;
}

export interface RecorderOptions {
  readonly sdk: PulumiSdk;
  readonly project: string;
  readonly stack: string;
  /** Answer with what a stack has instead of names for it. */
  readonly deployed?: readonly StateResource[] | undefined;
}

export async function startRecorder({
  deployed = [],
  ...options
}: RecorderOptions): Promise<Recorder> {
  const { sdk } = options;
  const recording: Recording = {
    ...options,
    deployed: new Map(deployed.map((one) => [one.urn, one])),
    placeholders: placeholdersFrom(sdk.find),
    registered: new Map(),
    transforms: new Map(),
    stackTransforms: [],
    outputs: {},
  };
  const errors: string[] = [];
  const server = new sdk.grpc.Server({ "grpc.max_receive_message_length": largestMessage });
  server.addService(sdk.resourceServices.ResourceMonitorService, monitorService(recording));
  server.addService(
    sdk.engineServices.EngineService,
    engineService(sdk, (message) => errors.push(message)),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", sdk.grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    registered: () => [...recording.registered.values()],
    errors: () => errors,
    outputs: () => recording.outputs,
    stop: () => server.forceShutdown(),
  };
}

/** The SDK's own limit, bytes: programs with a thousand works send long lists. */
const largestMessage = 400 * 1024 * 1024;
