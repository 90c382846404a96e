import { createHash } from "node:crypto";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";

/** Where what is too big for an item is kept, named by what it holds. */
export interface Payloads {
  /** Durable when it resolves; answers its name, which begins with what it is `of`. */
  save(of: string, bytes: Uint8Array): Promise<string>;
  /** Rejects where it does not read as it was written. */
  load(name: string): Promise<Uint8Array>;
  remove(name: string): Promise<void>;
}

export interface DataOptions {
  readonly objects: S3Client;
  readonly data: string;
}

/** ms; some of these are large. */
const patience = 60_000;

/** Below `controller/` of the data bucket, `<of>/<sha-256>`: what was written twice is there once. */
export function dataPayloads({ objects, data }: DataOptions): Payloads {
  const at = (name: string) => ({ Bucket: data, Key: `controller/${name}` });
  const within = () => ({ abortSignal: AbortSignal.timeout(patience) });
  return {
    save: async (of, bytes) => {
      const name = `${of}/${digestOf(bytes)}`;
      await objects.send(new PutObjectCommand({ ...at(name), Body: bytes }), within());
      return name;
    },
    load: async (name) => {
      const { Body } = await objects.send(new GetObjectCommand(at(name)), within());
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      if (!name.endsWith(`/${digestOf(bytes)}`))
        throw new DamagedPayload(`controller/${name} in ${data} does not read as it was written.`);
      return bytes;
    },
    remove: async (name) => void (await objects.send(new DeleteObjectCommand(at(name)), within())),
  };
}

export class DamagedPayload extends Error {
  override readonly name = "DamagedPayload";
}

const digestOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
