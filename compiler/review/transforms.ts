import type { Callback } from "@pulumi/pulumi/proto/callback_pb.js";
import type {
  RegisterResourceRequest,
  TransformResourceOptions,
} from "@pulumi/pulumi/proto/resource_pb.js";
import type { PulumiSdk } from "./pulumi-sdk.ts";

/**
 * Runs the program's own transforms on a registration, as the engine does: the resource's, those of its
 * parents, the stack's. Each is a callback into the program's process. Changes `request` in place.
 */
export async function applyTransforms(
  request: RegisterResourceRequest,
  { sdk, inherited }: { readonly sdk: PulumiSdk; readonly inherited: readonly Callback[] },
): Promise<void> {
  for (const callback of [...request.getTransformsList(), ...inherited]) {
    const answer = sdk.resource.TransformResponse.deserializeBinary(
      await invoke(callback, transformRequest(request, sdk), sdk),
    );
    const properties = answer.getProperties();
    const options = answer.getOptions();
    if (properties) request.setObject(properties);
    if (options) takeOptions(request, options);
  }
}

function transformRequest(request: RegisterResourceRequest, { resource }: PulumiSdk): Uint8Array {
  return new resource.TransformRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setCustom(request.getCustom())
    .setParent(request.getParent())
    .setProperties(request.getObject())
    .setOptions(transformOptions(request, new resource.TransformResourceOptions()))
    .serializeBinary();
}

function transformOptions(
  request: RegisterResourceRequest,
  options: TransformResourceOptions,
): TransformResourceOptions {
  options
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setReplaceOnChangesList(request.getReplaceonchangesList())
    .setAliasesList(request.getAliasesList())
    .setProvider(request.getProvider())
    .setCustomTimeouts(request.getCustomtimeouts())
    .setVersion(request.getVersion())
    .setPluginDownloadUrl(request.getPlugindownloadurl())
    .setDeletedWith(request.getDeletedwith())
    .setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList())
    .setReplaceWithList(request.getReplaceWithList())
    .setHideDiffList(request.getHidediffsList())
    .setImport(request.getImportid());
  for (const [key, provider] of request.getProvidersMap().entries())
    options.getProvidersMap().set(key, provider);
  if (request.hasProtect()) options.setProtect(request.getProtect() ?? false);
  if (request.hasRetainondelete()) options.setRetainOnDelete(request.getRetainondelete() ?? false);
  if (request.getDeletebeforereplacedefined())
    options.setDeleteBeforeReplace(request.getDeletebeforereplace());
  return options;
}

function takeOptions(request: RegisterResourceRequest, options: TransformResourceOptions): void {
  request
    .setDependenciesList(options.getDependsOnList())
    .setIgnorechangesList(options.getIgnoreChangesList())
    .setReplaceonchangesList(options.getReplaceOnChangesList())
    .setAliasesList(options.getAliasesList())
    .setProvider(options.getProvider())
    .setDeletedwith(options.getDeletedWith())
    .setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList())
    .setImportid(options.getImport());
  const { protect, retain } = {
    protect: options.getProtect(),
    retain: options.getRetainOnDelete(),
  };
  if (options.hasProtect() && protect !== undefined) request.setProtect(protect);
  if (options.hasRetainOnDelete() && retain !== undefined) request.setRetainondelete(retain);
  if (options.hasDeleteBeforeReplace())
    request.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
}

async function invoke(callback: Callback, body: Uint8Array, sdk: PulumiSdk): Promise<Uint8Array> {
  const client = new sdk.callbackServices.CallbacksClient(
    callback.getTarget(),
    sdk.grpc.credentials.createInsecure(),
  );
  const request = new sdk.callback.CallbackInvokeRequest()
    .setToken(callback.getToken())
    .setRequest(body);
  try {
    return await new Promise((resolve, reject) => {
      client.invoke(request, (error, answer) => {
        if (error) reject(error);
        else resolve(answer.getResponse_asU8());
      });
    });
  } finally {
    client.close();
  }
}
