/**
 * Drives: objects of the app's data bucket, `drives/<drive>/<key>`. An object is replaced as a whole, so a reader sees
 * the old content or the new.
 */
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { Drives } from "#core/bindings.ts";
import { listTree } from "#volume/tree.ts";
import { untilAnswered } from "./asking.ts";
import { putInParts } from "./put-in-parts.ts";
import { sendFile } from "./send-file.ts";

export interface AwsDrivesOptions {
  readonly objects: S3Client;
  readonly data: string;
}

interface Drive extends AwsDrivesOptions {
  readonly drive: string;
}

/** Bytes; from here on a file goes in parts, of which several are on their way at a time. */
const large = 64 * 1024 * 1024;
/** ms for which a store that does not answer is asked. */
const patience = 120_000;

export function awsDrives(options: AwsDrivesOptions): Drives {
  return {
    put: async (drive, key, file) => {
      const files = await listTree(file);
      if (files === undefined)
        throw new Error(`There is no ${file} to put into the drive ${drive}.`);
      for (const path of files) {
        const of = { key: below(key, path), file: join(file, path) };
        await patiently(() => putOne({ ...options, drive }, of));
      }
    },
    get: async (drive, key, file) => {
      const found = await keysAt({ ...options, drive }, key);
      if (found.length === 0) throw new Error(`The drive ${drive} has no ${key}.`);
      for (const each of found) {
        const target = join(file, each.slice(key.length));
        await patiently(() => getOne({ ...options, drive }, { key: each, target }));
      }
    },
    list: (drive, prefix) => patiently(() => keysFrom({ ...options, drive }, prefix)),
    delete: async (drive, key) => {
      for (const each of await keysAt({ ...options, drive }, key)) {
        const at = placeOf({ ...options, drive }, each);
        await patiently(() => options.objects.send(new DeleteObjectCommand(at)));
      }
    },
  };
}

const patiently = <Answer>(ask: () => Promise<Answer>): Promise<Answer> =>
  untilAnswered(ask, AbortSignal.timeout(patience));

const below = (key: string, path: string): string => (path === "" ? key : `${key}/${path}`);

const placeOf = ({ data, drive }: Drive, key: string) => ({
  Bucket: data,
  Key: `drives/${drive}/${key}`,
});

/** The file of that key, or those below it. A machine may list, and is refused what is not there. */
const keysAt = async (drive: Drive, key: string): Promise<readonly string[]> => {
  const all = await patiently(() => keysFrom(drive, key));
  return all.includes(key) ? [key] : all.filter((each) => each.startsWith(`${key}/`));
};

async function keysFrom(drive: Drive, prefix: string): Promise<readonly string[]> {
  const { Bucket, Key: Prefix } = placeOf(drive, prefix);
  const root = placeOf(drive, "").Key.length;
  const keys: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: drive.objects },
    { Bucket, Prefix },
  ))
    keys.push(...Contents.flatMap(({ Key }) => Key?.slice(root) ?? []));
  return keys.sort();
}

async function putOne(
  drive: Drive,
  { key, file }: { readonly key: string; readonly file: string },
): Promise<void> {
  const at = placeOf(drive, key);
  const { size } = await stat(file);
  if (size >= large) return putInParts(drive.objects, { ...at, file, size });
  await sendFile({ file }, (Body, options) =>
    drive.objects.send(new PutObjectCommand({ ...at, Body, ContentLength: size }), options),
  );
}

/** Under another name first: what bears the name is whole. */
async function getOne(
  drive: Drive,
  { key, target }: { readonly key: string; readonly target: string },
): Promise<void> {
  const { Body } = await drive.objects.send(new GetObjectCommand(placeOf(drive, key)));
  if (!(Body instanceof Readable)) throw new TypeError(`${key} came without content.`);
  await mkdir(dirname(target), { recursive: true });
  if ((await stat(target).catch(nothing))?.isDirectory() === true)
    throw new Error(`${target} is a folder; the drive ${drive.drive} has a file as ${key}.`);
  const part = `${target}.part-${process.pid}`;
  try {
    await pipeline(Body, createWriteStream(part));
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}

const nothing = (): undefined => undefined;
