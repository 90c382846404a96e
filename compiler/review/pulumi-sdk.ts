import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * The Pulumi SDK that a program will load, so that recorder and program speak the same version: the one in
 * infra/node_modules, else one of a folder above, else Thunderhead's own where it has one.
 */
export interface PulumiSdk {
  /** The official language runner, started as the Pulumi engine starts it. */
  readonly runner: string;
  readonly grpc: typeof import("@grpc/grpc-js");
  readonly resource: typeof import("@pulumi/pulumi/proto/resource_pb.js");
  readonly resourceServices: typeof import("@pulumi/pulumi/proto/resource_grpc_pb.js");
  readonly engine: typeof import("@pulumi/pulumi/proto/engine_pb.js");
  readonly engineServices: typeof import("@pulumi/pulumi/proto/engine_grpc_pb.js");
  readonly callback: typeof import("@pulumi/pulumi/proto/callback_pb.js");
  readonly callbackServices: typeof import("@pulumi/pulumi/proto/callback_grpc_pb.js");
  readonly provider: typeof import("@pulumi/pulumi/proto/provider_pb.js");
  readonly struct: typeof import("google-protobuf/google/protobuf/struct_pb.js");
  readonly empty: typeof import("google-protobuf/google/protobuf/empty_pb.js");
  /** Text of a file in one of the program's packages: `@pulumi/aws/efs/fileSystem.d.ts`. */
  readonly find: (file: string) => string | undefined;
}

/** `undefined` where there is no SDK to be found: `npm install` in infra/ brings it. */
export function loadPulumiSdk(infra: string): PulumiSdk | undefined {
  const bases = [join(infra, "index.ts"), import.meta.filename];
  const found = bases.flatMap((base) => resolved("@pulumi/pulumi/package.json", base) ?? [])[0];
  if (found === undefined) return undefined;
  const require = createRequire(found);
  return {
    runner: require.resolve("@pulumi/pulumi/cmd/run/index.js"),
    grpc: require("@grpc/grpc-js"),
    resource: require("@pulumi/pulumi/proto/resource_pb.js"),
    resourceServices: require("@pulumi/pulumi/proto/resource_grpc_pb.js"),
    engine: require("@pulumi/pulumi/proto/engine_pb.js"),
    engineServices: require("@pulumi/pulumi/proto/engine_grpc_pb.js"),
    callback: require("@pulumi/pulumi/proto/callback_pb.js"),
    callbackServices: require("@pulumi/pulumi/proto/callback_grpc_pb.js"),
    provider: require("@pulumi/pulumi/proto/provider_pb.js"),
    struct: require("google-protobuf/google/protobuf/struct_pb.js"),
    empty: require("google-protobuf/google/protobuf/empty_pb.js"),
    find: (file) => bases.flatMap((base) => inPackages(file, base) ?? [])[0],
  };
}

function resolved(specifier: string, base: string): string | undefined {
  try {
    return createRequire(base).resolve(specifier);
  } catch {
    return undefined;
  }
}

/** By hand, for packages with an `exports` map would hide their declarations. */
function inPackages(file: string, base: string): string | undefined {
  const folders = createRequire(base).resolve.paths(file) ?? [];
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}
