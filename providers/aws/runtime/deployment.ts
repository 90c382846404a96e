/** What the program wrote down of the cloud (`program/deployment.ts`): where machines and the controller find things. */
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import {
  array,
  boolean,
  type InferOutput,
  literal,
  number,
  object,
  optional,
  parse,
  record,
  string,
  union,
} from "valibot";

const machine = object({
  name: string(),
  id: string(),
  logs: string(),
  paths: optional(object({ own: string(), versions: string() })),
  reads: array(object({ name: string(), versions: optional(string()) })),
  service: optional(object({ port: number(), url: optional(string()) })),
});

/** `taken` is when EC2 begins to end its machines. */
const block = object({ id: string(), ends: string(), taken: string() });

const deployment = object({
  version: literal(1),
  app: string(),
  region: string(),
  journal: string(),
  data: string(),
  volume: optional(string()),
  config: optional(record(string(), union([string(), number(), boolean()])), {}),
  /** Seconds. */
  keepFailed: optional(number(), 0),
  console: optional(object({ url: string(), login: boolean() })),
  groups: array(
    object({
      name: string(),
      role: string(),
      groups: array(string()),
      block: optional(block),
      works: array(machine),
    }),
  ),
});

export type Block = InferOutput<typeof block>;
export type Deployment = InferOutput<typeof deployment>;

export async function readDeployment(objects: S3Client, bucket: string): Promise<Deployment> {
  return parse(deployment, await readJson(objects, { bucket, key: "deployment.json" }));
}

/** An object of the app's own, written by the program or the compiler. */
export async function readJson(
  objects: S3Client,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<unknown> {
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return JSON.parse((await Body?.transformToString()) ?? "");
}
