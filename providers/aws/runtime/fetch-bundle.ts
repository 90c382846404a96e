/** Code of a flow or a work, by its content's name: fetched once into a folder of this machine, and unpacked whole. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";

export interface BundlePlace {
  readonly objects: S3Client;
  readonly bucket: string;
  /** Holds one folder a bundle. */
  readonly folder: string;
}

/** `owner` is `flow` or `works/<id>`: whose prefix the role may read. */
export async function fetchBundle(
  { objects, bucket, folder }: BundlePlace,
  { owner, directory }: { readonly owner: string; readonly directory: string },
): Promise<void> {
  const place = join(folder, directory);
  if (existsSync(place)) return;
  const scratch = `${place}.${process.pid}.new`;
  await rm(scratch, { recursive: true, force: true });
  await mkdir(scratch, { recursive: true });
  const archive = join(scratch, "archive.tar.gz");
  const Key = `${owner}/${directory}.tar.gz`;
  const { Body } = await objects.send(new GetObjectCommand({ Bucket: bucket, Key }));
  if (!(Body instanceof Readable)) throw new Error(`s3://${bucket}/${Key} is empty.`);
  await pipeline(Body, createWriteStream(archive));
  const tar = spawn("tar", ["-xzf", archive, "-C", scratch], { stdio: ["ignore", 2, 2] });
  const [code] = await once(tar, "exit");
  if (code !== 0)
    throw new Error(`s3://${bucket}/${Key} could not be unpacked (tar ended with ${code}).`);
  await rm(archive);
  // Another attempt may have been first.
  await rename(scratch, place).catch(() => rm(scratch, { recursive: true, force: true }));
}
