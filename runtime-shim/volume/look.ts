import { stat } from "node:fs/promises";
import { onThreads } from "./file-threads.ts";
import { fileWork, type Look, type Looked, smallFile } from "./file-work.ts";

/** What may be read here and now: a thread takes longer to come up. */
const little = { bytes: 256 * 1024, files: 16 } as const;

/** Size and, where asked for, sha-256 of each file, in their order; anything that takes time, on threads of its own. */
export async function look(files: readonly Look[]): Promise<readonly Looked[]> {
  return (await isLittle(files)) ? files.map(fileWork.look) : onThreads("look", files);
}

async function isLittle(files: readonly Look[]): Promise<boolean> {
  if (files.length > little.files) return false;
  const sizes = await Promise.all(
    files.map(async ({ file, digest }) => {
      const { size } = await stat(file);
      return digest === "any" || size < smallFile ? size : 0;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0) <= little.bytes;
}
