/**
 * A new release: code and configuration of the app lie in objects of fixed names, which a deploy writes over. Looked
 * at now and then, since nobody tells; a deploy that is still writing is waited for.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { soon, untilAnswered } from "./asking.ts";

export interface ReleaseOptions {
  readonly objects: S3Client;
  readonly bucket: string;
  /** What this process has read, or is about to: `releaseIn` before the reading. */
  readonly known: string;
  readonly signal?: AbortSignal | undefined;
  /** ms between two looks. @default 10000 */
  readonly every?: number | undefined;
}

export type Place = Pick<ReleaseOptions, "objects" | "bucket">;

/** Code, what the program made, and what machines boot from. */
const written = ["manifest.json", "deployment.json", "boot/boot.list"];

/** Names the release that lies in the bucket now. */
export async function releaseIn({ objects, bucket }: Place, signal?: AbortSignal): Promise<string> {
  const tags: string[] = [];
  for (const Key of written) {
    const command = new HeadObjectCommand({ Bucket: bucket, Key });
    const { ETag = "" } = await untilAnswered(() => objects.send(command, soon()), signal);
    tags.push(ETag);
  }
  return tags.join(" ");
}

/** Resolves once another release lies there, and has for two looks. */
export async function nextRelease(options: ReleaseOptions): Promise<void> {
  const { known, signal, every = 10_000 } = options;
  for (let before = known; ; ) {
    await sleep(every, undefined, { signal, ref: false });
    const now = await releaseIn(options, signal);
    if (now !== known && now === before) return;
    before = now;
  }
}
