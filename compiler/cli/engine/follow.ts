import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { type EngineEvent, parseEvent } from "./events.ts";

/** Milliseconds between looks at the file: eyes do not see the difference. */
const interval = 100;

/**
 * Reads a file of events from its beginning while it grows, until its writer has ended; answers whether the
 * last said success. Polled: watching files differs by system, and some miss appended lines.
 */
export async function followEvents(
  file: string,
  ended: Promise<unknown>,
  onEvent: (event: EngineEvent) => void,
): Promise<boolean> {
  const descriptor = openSync(file, "r");
  const lines = lineReader(descriptor);
  let [over, succeeded] = [false, false];
  const end = ended.then(
    () => {
      over = true;
    },
    () => {
      over = true;
    },
  );
  for (;;) {
    const last = over;
    for (const event of lines().flatMap((line) => parseEvent(line) ?? [])) {
      if (event.kind === "ended") succeeded = event.succeeded;
      onEvent(event);
    }
    if (last) break;
    await Promise.race([end, new Promise((resolve) => setTimeout(resolve, interval))]);
  }
  closeSync(descriptor);
  return succeeded;
}

/** Answers the whole lines that came since it was asked last. */
function lineReader(descriptor: number): () => readonly string[] {
  const buffer = Buffer.alloc(1 << 16);
  const decoder = new StringDecoder("utf8");
  let rest = "";
  return () => {
    for (;;) {
      const read = readSync(descriptor, buffer);
      if (read === 0) break;
      rest += decoder.write(buffer.subarray(0, read));
    }
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    return lines;
  };
}
