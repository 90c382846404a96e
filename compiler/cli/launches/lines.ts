import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LogLine } from "#protocol/api.ts";

/** ms between two looks for more. */
const poll = 100;
const chunk = 64 * 1024;

/** Every line of a launch; new ones too, for as long as it `goesOn`. */
export async function* readLines(
  launch: string,
  goesOn: () => Promise<boolean>,
): AsyncGenerator<LogLine> {
  const path = join(launch, "logs", "lines.jsonl");
  if (!existsSync(path)) return;
  await using file = await open(path);
  const decoder = new TextDecoder();
  const buffer = Buffer.alloc(chunk);
  let rest = "";
  for (let more = true; more; ) {
    // Asked before the read: what is written between the two is read.
    const alive = await goesOn();
    const { bytesRead } = await file.read(buffer, 0, chunk);
    const [...parts] = (
      rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })
    ).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const line = parse(part);
      if (line !== undefined) yield line;
    }
    more = alive || bytesRead > 0;
    if (bytesRead === 0 && more) await sleep(poll);
  }
}

/** A line cut short by a kill is none. */
function parse(text: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isLine(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isLine = (value: unknown): value is LogLine =>
  typeof value === "object" && value !== null && "component" in value && "line" in value;
