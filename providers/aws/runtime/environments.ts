/**
 * Python environments, shared by the machines of a group: the first builds one and keeps a copy in the app's bucket,
 * which the next unpack, so that they run the very same versions and ask no package index. A group's own prefix: whoever
 * can put something there runs on no other works' machines.
 */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, rm, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { SharedEnvironments } from "#environment/environment-build.ts";
import { isNamed } from "./asking.ts";
import { putInParts } from "./put-in-parts.ts";
import { sendFile } from "./send-file.ts";

export interface EnvironmentsOptions {
  readonly objects: S3Client;
  readonly bucket: string;
  /** Of machines: the id of its first work. */
  readonly group: string;
}

/** Bytes up to which it is one object sent at once. */
const onePart = 64 * 1024 * 1024;

export function awsEnvironments(options: EnvironmentsOptions): SharedEnvironments {
  return {
    bring: (place) =>
      bring(options, place).catch((error: Error) => {
        process.stderr.write(`thunderhead: the shared environment is not used: ${error.message}\n`);
        return false;
      }),
    keep: (place) => {
      keep(options, place).catch((error: Error) => {
        process.stderr.write(`thunderhead: the environment is not shared: ${error.message}\n`);
      });
    },
  };
}

/** Environments know their own path: one that was built elsewhere is another. */
function keyOf({ group }: EnvironmentsOptions, place: string): string {
  const where = createHash("sha256").update(place).digest("hex").slice(0, 8);
  return `environments/${group}/${basename(place)}-${where}.tar.gz`;
}

async function bring(options: EnvironmentsOptions, place: string): Promise<boolean> {
  const { objects, bucket } = options;
  const archive = `${place}.brought`;
  try {
    const wanted = { Bucket: bucket, Key: keyOf(options, place) };
    const { Body } = await objects.send(new GetObjectCommand(wanted));
    if (!(Body instanceof Readable)) return false;
    await mkdir(dirname(place), { recursive: true });
    await pipeline(Body, createWriteStream(archive));
    await tar("-xzf", archive, "-C", dirname(place));
    return true;
  } catch (error) {
    // Who may not list is told that a key which is not there is not theirs.
    if (isNamed(error, "NoSuchKey", "AccessDenied")) return false;
    throw error;
  } finally {
    await rm(archive, { force: true });
  }
}

async function keep(options: EnvironmentsOptions, place: string): Promise<void> {
  const { objects, bucket } = options;
  const archive = `${place}.kept`;
  const to = { Bucket: bucket, Key: keyOf(options, place) };
  try {
    // A work that runs already may write its byte code meanwhile; what is packed stays whole.
    await tar("-czf", archive, "--warning=no-file-changed", "-C", dirname(place), basename(place));
    const { size } = await stat(archive);
    if (size > onePart) await putInParts(objects, { ...to, file: archive, size });
    else
      await sendFile({ file: archive }, (Body, { abortSignal }) =>
        objects.send(new PutObjectCommand({ ...to, Body, ContentLength: size }), { abortSignal }),
      );
  } finally {
    await rm(archive, { force: true });
  }
}

async function tar(...words: readonly string[]): Promise<void> {
  const child = spawn("tar", words, { stdio: ["ignore", 2, 2] });
  const [code] = await once(child, "exit");
  // 1: a file changed while it was read.
  if (code !== 0 && !(code === 1 && words[0] === "-czf"))
    throw new Error(`tar ended with ${String(code)}`);
}
