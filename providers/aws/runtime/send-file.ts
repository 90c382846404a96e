import { open } from "node:fs/promises";
import type { Readable } from "node:stream";

interface Part {
  readonly file: string;
  /** Offsets of the first byte and the last, both inclusive. @default all of it */
  readonly start?: number;
  readonly end?: number;
}

/** Sends a file's content; what goes wrong with the file while it is read ends the call, of which the SDK knows nothing. */
export async function sendFile<Answer>(
  { file, ...part }: Part,
  send: (content: Readable, options: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  const handle = await open(file);
  const broken = new AbortController();
  const content = handle.createReadStream(part);
  content.on("error", () => broken.abort());
  try {
    return await send(content, { abortSignal: broken.signal });
  } finally {
    content.destroy();
  }
}
