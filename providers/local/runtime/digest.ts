import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Files below this many bytes always carry a digest: computing it costs less than opening the file. */
export const smallFile = 1024 * 1024;

/** sha-256, hex, of a file of any size; large ones in chunks, so that the process stays responsive. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  if ((await stat(file)).size < smallFile) hash.update(await readFile(file));
  else await pipeline(createReadStream(file, { highWaterMark: 256 * 1024 }), hash);
  return hash.digest("hex");
}
