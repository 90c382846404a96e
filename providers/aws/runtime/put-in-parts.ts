import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { untilAnswered } from "./asking.ts";
import { sendFile } from "./send-file.ts";

export interface Upload {
  readonly Bucket: string;
  readonly Key: string;
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes of a part, 5 MiB at least. @default 32 MiB, more where there would be too many */
  readonly part?: number | undefined;
}

/** S3 takes up to 10,000 parts of an object. */
const mostParts = 9_000;
const usualPart = 32 * 1024 * 1024;
const atATime = 4;
/** ms for which a part is tried. */
const patience = 600_000;

/** A large file: parts are sent beside each other, and each again by itself. What was not completed leaves nothing. */
export async function putInParts(objects: S3Client, upload: Upload): Promise<void> {
  const { Bucket, Key } = upload;
  const { UploadId } = await objects.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  try {
    const Parts = await sendParts(objects, { ...upload, UploadId });
    const of = { Bucket, Key, UploadId, MultipartUpload: { Parts } };
    await objects.send(new CompleteMultipartUploadCommand(of));
  } catch (error) {
    await objects
      .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      .catch(() => undefined);
    throw error;
  }
}

type Begun = Upload & { readonly UploadId: string | undefined };
interface Part {
  readonly PartNumber: number;
  readonly ETag: string | undefined;
}

async function sendParts(objects: S3Client, upload: Begun): Promise<Part[]> {
  const bytes = upload.part ?? Math.max(usualPart, Math.ceil(upload.size / mostParts));
  const count = Math.ceil(upload.size / bytes);
  const parts: Part[] = [];
  let next = 0;
  const sendNext = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const range = { start: index * bytes, end: Math.min(upload.size, (index + 1) * bytes) - 1 };
      const send = () => sendPart(objects, { ...upload, ...range, PartNumber: index + 1 });
      parts[index] = await untilAnswered(send, AbortSignal.timeout(patience));
    }
  };
  await Promise.all(Array.from({ length: atATime }, sendNext));
  return parts;
}

async function sendPart(
  objects: S3Client,
  part: Begun & { readonly start: number; readonly end: number; readonly PartNumber: number },
): Promise<Part> {
  const { Bucket, Key, UploadId, PartNumber, start, end, file } = part;
  const at = { Bucket, Key, UploadId, PartNumber, ContentLength: end - start + 1 };
  const { ETag } = await sendFile({ file, start, end }, (Body, options) =>
    objects.send(new UploadPartCommand({ ...at, Body }), options),
  );
  return { PartNumber, ETag };
}
