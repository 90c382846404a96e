import { array, data, type Expression, literal, not, object, reference } from "#plan/expression.ts";
import type { Call, Constant, PlanFile } from "#plan/plan.ts";
import { type AwsContext, resource } from "./calls.ts";

/** Code, ledger and objects. The volume joins this file with the first Path. */
export function lowerStorage({ options }: AwsContext): PlanFile {
  const keyed = options.kmsKey !== undefined;
  return {
    file: "storage.ts",
    header: ["What outlives machines: code, the ledger, objects, and the volume of Paths."],
    statements: [
      kept,
      bucket("bundles", {
        arguments: { forceDestroy: literal(true), tags: reference("tags") },
        comment: "Code: every compile makes it anew.",
        because: "machines fetch their code from it",
      }),
      closed("bundles"),
      ...(keyed ? [encrypted("bundles")] : []),
      journal(keyed),
      bucket("data", {
        arguments: {
          forceDestroy: not(reference("keepData")),
          tags: reference("tags"),
        },
        options: reference("kept"),
        comment: "Snapshots of the journal, large results, Drives.",
        because: "what is too big for the journal lies in it",
      }),
      closed("data"),
      ...(keyed ? [encrypted("data")] : []),
    ],
  };
}

/** `keepData` decides both: without `protect` a mistake deletes, without `retainOnDelete` a destroy does. */
const kept: Constant = {
  kind: "constant",
  symbol: "kept",
  identifier: "kept",
  value: object({
    protect: reference("keepData"),
    retainOnDelete: reference("keepData"),
  }),
  comment: [],
};

function bucket(
  name: string,
  given: {
    readonly arguments: Parameters<typeof object>[0];
    readonly options?: Expression;
    readonly comment: string;
    readonly because: string;
  },
): Call {
  return resource("s3", "Bucket", {
    name,
    symbol: name,
    identifier: name === "data" ? "dataBucket" : name,
    arguments: given.arguments,
    ...(given.options && { options: given.options }),
    origin: { comment: [given.comment], because: given.because },
  });
}

const closed = (name: string): Call =>
  resource("s3", "BucketPublicAccessBlock", {
    name,
    symbol: `${name} closed`,
    identifier: name,
    arguments: {
      bucket: reference(name, "id"),
      blockPublicAcls: literal(true),
      blockPublicPolicy: literal(true),
      ignorePublicAcls: literal(true),
      restrictPublicBuckets: literal(true),
    },
    origin: { comment: [], because: `nothing in bucket ${name} is for the public` },
  });

/** One key for all objects of an hour or so: a call of the key for each would cost more than storing them. */
const encrypted = (name: string): Call =>
  resource("s3", "BucketServerSideEncryptionConfiguration", {
    name,
    symbol: `${name} encrypted`,
    identifier: `${name}Encryption`,
    arguments: {
      bucket: reference(name, "id"),
      rules: array([
        object({
          applyServerSideEncryptionByDefault: object({
            sseAlgorithm: literal("aws:kms"),
            kmsMasterKeyId: reference("kmsKey"),
          }),
          bucketKeyEnabled: literal(true),
        }),
      ]),
    },
    origin: { comment: [], because: "the configuration names a key" },
  });

const journal = (keyed: boolean): Call =>
  resource("dynamodb", "Table", {
    name: "journal",
    symbol: "journal",
    identifier: "journal",
    arguments: {
      billingMode: literal("PAY_PER_REQUEST"),
      hashKey: literal("stream"),
      rangeKey: literal("sequence"),
      attributes: array([
        data({ name: "stream", type: "S" }),
        data({ name: "sequence", type: "N" }),
      ]),
      pointInTimeRecovery: object({ enabled: literal(true) }),
      ...(keyed && {
        serverSideEncryption: object({ enabled: literal(true), kmsKeyArn: reference("kmsKey") }),
      }),
      tags: reference("tags"),
    },
    options: reference("kept"),
    origin: {
      comment: [
        "The ledger and the app's state; beside them who leads, and each work's fence record.",
      ],
      because: "what the flow has done outlives every machine",
    },
  });
