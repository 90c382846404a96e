/** The provider plugin itself, spoken to as the engine does: configured once, then asked for plans. */
import { createRequire } from "node:module";
import type { ServiceError } from "@grpc/grpc-js";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";
import { startProviderProcess } from "../provider-process.ts";
import type { Ground } from "../stack.ts";

// The SDK's own copies of its dependencies: messages of two copies do not mix.
const require = createRequire(import.meta.resolve("@pulumi/pulumi/package.json"));
const { credentials }: typeof import("@grpc/grpc-js") = require("@grpc/grpc-js");
const services: typeof import("@pulumi/pulumi/proto/provider_grpc_pb.js") = require("@pulumi/pulumi/proto/provider_grpc_pb.js");
const messages: typeof import("@pulumi/pulumi/proto/provider_pb.js") = require("@pulumi/pulumi/proto/provider_pb.js");
const structs: typeof import("google-protobuf/google/protobuf/struct_pb.js") = require("google-protobuf/google/protobuf/struct_pb.js");

export type Properties = Readonly<Record<string, JavaScriptValue>>;

export interface Asked {
  readonly type: string;
  /** What the resource has: inputs and outputs. */
  readonly state: Properties;
  readonly before: Properties;
  readonly after: Properties;
}

export interface Provider {
  /** The state that creating this would lead to, as far as it is known before. */
  readonly create: (type: string, inputs: Properties) => Promise<Properties>;
  /** Paths whose change makes a new resource, as the provider writes them. */
  readonly replacing: (asked: Asked) => Promise<readonly string[]>;
  readonly stop: () => void;
}

export async function startProvider(ground: Ground): Promise<Provider> {
  const { port, stop } = await startProviderProcess(ground, { engine: "127.0.0.1:1" });
  const client = new services.ResourceProviderClient(
    `127.0.0.1:${port}`,
    credentials.createInsecure(),
  );
  await new Promise((resolve, reject) => {
    client.configure(configuration(), (error, answer) => (error ? reject(error) : resolve(answer)));
  });
  return {
    create: (type, inputs) =>
      new Promise((resolve, reject) => {
        const request = new messages.CreateRequest()
          .setUrn(urnOf(type))
          .setProperties(structs.Struct.fromJavaScript({ ...inputs }))
          .setPreview(true);
        client.create(request, (error, answer) =>
          error
            ? reject(said(type, error))
            : resolve(known(answer.getProperties()?.toJavaScript())),
        );
      }),
    replacing: (asked) =>
      new Promise((resolve, reject) => {
        client.diff(diffRequest(asked), (error, answer) =>
          error ? reject(said(asked.type, error)) : resolve(replacingIn(answer)),
        );
      }),
    stop: () => {
      client.close();
      stop();
    },
  };
}

function configuration(): InstanceType<typeof messages.ConfigureRequest> {
  const given = { region: "us-east-1", maxRetries: "2", skipCredentialsValidation: "true" };
  const request = new messages.ConfigureRequest().setArgs(structs.Struct.fromJavaScript(given));
  for (const [key, value] of Object.entries(given)) {
    request.getVariablesMap().set(`aws:config:${key}`, value);
  }
  return request;
}

const diffRequest = ({ type, state, before, after }: Asked) =>
  new messages.DiffRequest()
    .setId("existing")
    .setUrn(urnOf(type))
    .setOlds(structs.Struct.fromJavaScript({ ...state }))
    .setOldInputs(structs.Struct.fromJavaScript({ ...before }))
    .setNews(structs.Struct.fromJavaScript({ ...after }));

function replacingIn(answer: InstanceType<typeof messages.DiffResponse>): readonly string[] {
  const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  const kinds: readonly number[] = [ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE];
  const detailed = [...answer.getDetaileddiffMap().entries()]
    .filter(([, difference]) => kinds.includes(difference.getKind()))
    .map(([path]) => path);
  return detailed.length > 0 ? detailed : answer.getReplacesList();
}

const urnOf = (type: string): string => `urn:pulumi:none::none::${type}::one`;

const said = (type: string, { details }: ServiceError): Error => new Error(`${type}: ${details}`);

/** Pulumi's mark for what is not known before it exists; left out, for such state has no past to differ from. */
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function known(value: Readonly<Record<string, JavaScriptValue>> | undefined): Properties {
  return Object.fromEntries(
    Object.entries(value ?? {}).filter(([, one]) => !JSON.stringify(one).includes(unknown)),
  );
}
