import type { IEngineServer } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type { PulumiSdk } from "./pulumi-sdk.ts";
import { answering } from "./service.ts";

/** The engine beside the monitor: it takes what the program logs, exceptions among it. */
export function engineService(
  { engine, empty }: PulumiSdk,
  onError: (message: string) => void,
): IEngineServer {
  let root = "";
  return {
    log: answering((request) => {
      if (request.getSeverity() === engine.LogSeverity.ERROR) onError(request.getMessage());
      return new empty.Empty();
    }),
    getRootResource: answering(() => new engine.GetRootResourceResponse().setUrn(root)),
    setRootResource: answering((request) => {
      root = request.getUrn();
      return new engine.SetRootResourceResponse();
    }),
    startDebugging: answering(() => new empty.Empty()),
    requirePulumiVersion: answering(() => new engine.RequirePulumiVersionResponse()),
  };
}
