import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import type { IResourceMonitorServer } from "@pulumi/pulumi/proto/resource_grpc_pb.js";
import type {
  ReadResourceRequest,
  ReadResourceResponse,
  RegisterResourceRequest,
  RegisterResourceResponse,
} from "@pulumi/pulumi/proto/resource_pb.js";
import type { JsonObject } from "#plan/review.ts";
import { formerUrns } from "./aliases.ts";
import type { StateResource } from "./deployed.ts";
import { type Placeholders, placeholder } from "./placeholders.ts";
import type { PulumiSdk } from "./pulumi-sdk.ts";
import { qualifiedType, type Registered, registeredFrom, stackType } from "./registration.ts";
import { answering } from "./service.ts";
import { applyTransforms } from "./transforms.ts";
import { readable } from "./values.ts";

/** Everything one run of a program has told so far. */
export interface Recording {
  readonly sdk: PulumiSdk;
  readonly project: string;
  readonly stack: string;
  readonly placeholders: Placeholders;
  readonly registered: Map<string, Registered>;
  /** By urn: a resource's own transforms hold for its children too. */
  readonly transforms: Map<string, readonly Callback[]>;
  readonly stackTransforms: Callback[];
  /** By urn: what a stack has, in place of names. */
  readonly deployed: ReadonlyMap<string, StateResource>;
  outputs: JsonObject;
}

export function monitorService(recording: Recording): IResourceMonitorServer {
  const { resource, empty, provider } = recording.sdk;
  return {
    // The SDK then asks for one feature after the other, which every version of it can.
    getDeploymentInfo: (_, callback) => callback({ code: unimplemented }),
    supportsFeature: answering((request) =>
      new resource.SupportsFeatureResponse().setHassupport(features.has(request.getId())),
    ),
    registerResource: answering((request) => register(request, recording)),
    readResource: answering((request) => read(request, recording)),
    registerResourceOutputs: answering((request) => {
      if (qualifiedType(request.getUrn()) === stackType) {
        recording.outputs = readableObject(request.getOutputs()?.toJavaScript() ?? {});
      }
      return new empty.Empty();
    }),
    registerStackTransform: answering((callback) => {
      recording.stackTransforms.push(callback);
      return new empty.Empty();
    }),
    invoke: answering((request) => refuse(request.getTok())),
    call: answering((request) => {
      refuse(request.getTok());
      return new provider.CallResponse();
    }),
    registerStackInvokeTransform: answering(() => new empty.Empty()),
    registerResourceHook: answering(() => new empty.Empty()),
    registerErrorHook: answering(() => new empty.Empty()),
    registerPackage: answering((request) =>
      new resource.RegisterPackageResponse().setRef(request.getName()),
    ),
    signalAndWaitForShutdown: answering(() => new empty.Empty()),
  };
}

/** gRPC's UNIMPLEMENTED. */
const unimplemented = 12;

const features = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "resourceHooks",
  "errorHooks",
]);

const readableObject = (value: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, readable(item, [])]));

function refuse(token: string): never {
  throw new Error(
    `\`${token}\` asks the cloud, and a review has no credentials. Take the value from the stack's configuration instead.`,
  );
}

async function register(
  request: RegisterResourceRequest,
  recording: Recording,
): Promise<RegisterResourceResponse> {
  const { sdk, registered, transforms } = recording;
  await applyTransforms(request, {
    sdk,
    inherited: inheritedTransforms(request.getParent(), recording),
  });
  const urn = urnOf(request, recording);
  if (registered.has(urn))
    throw new Error(`Two resources have the URN ${urn}. Give one of them another name.`);
  const response = new sdk.resource.RegisterResourceResponse()
    .setUrn(urn)
    .setObject(request.getObject());
  if (request.getType() === stackType) return response;
  transforms.set(urn, request.getTransformsList());
  const one = registeredFrom(request, urn);
  registered.set(urn, one);
  if (!request.getCustom()) return response;
  const known = stateOf(one, recording);
  return response
    .setId(known?.id ?? placeholder(request.getName(), "id"))
    .setObject(answerFor(request, recording, known?.outputs));
}

function stateOf(one: Registered, { deployed, registered }: Recording): StateResource | undefined {
  if (deployed.size === 0) return undefined;
  const urn = [one.urn, ...formerUrns(one, registered)].find((it) => deployed.has(it));
  return urn === undefined ? undefined : deployed.get(urn);
}

/** What was asked for, and each text that the cloud would add: as a stack has it, or a name for it. */
function answerFor(
  request: RegisterResourceRequest | ReadResourceRequest,
  { sdk, placeholders }: Recording,
  known: JsonObject = {},
) {
  const asked =
    request instanceof sdk.resource.RegisterResourceRequest
      ? request.getObject()
      : request.getProperties();
  const named = placeholders(request.getType(), request.getName());
  return sdk.struct.Struct.fromJavaScript({
    ...named,
    ...plainTexts(known),
    ...asked?.toJavaScript(),
  });
}

const plainTexts = (outputs: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(outputs).filter(([, value]) => typeof value === "string"));

/** `Vpc.get(…)`: it is somebody else's, so it is not registered. */
function read(request: ReadResourceRequest, recording: Recording): ReadResourceResponse {
  return new recording.sdk.resource.ReadResourceResponse()
    .setUrn(urnOf(request, recording))
    .setProperties(answerFor(request, recording));
}

function inheritedTransforms(parent: string, recording: Recording): readonly Callback[] {
  if (parent === "" || qualifiedType(parent) === stackType) return recording.stackTransforms;
  const above = recording.registered.get(parent)?.parent ?? "";
  return [...(recording.transforms.get(parent) ?? []), ...inheritedTransforms(above, recording)];
}

function urnOf(
  request: RegisterResourceRequest | ReadResourceRequest,
  { stack, project }: Recording,
): string {
  const above = qualifiedType(request.getParent());
  const type =
    above === "" || above === stackType ? request.getType() : `${above}$${request.getType()}`;
  return `urn:pulumi:${stack}::${project}::${type}::${request.getName()}`;
}
