import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";

const chunk = 1024 * 1024;

/** sha-256, hex, of a file of any size; blocks its thread meanwhile. */
export function digestSync(file: string): string {
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(chunk);
  const descriptor = openSync(file, "r");
  try {
    for (let read = chunk; read > 0; ) {
      read = readSync(descriptor, buffer, 0, chunk, null);
      hash.update(buffer.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest("hex");
}
