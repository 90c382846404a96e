import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { LogLine } from "#protocol/api.ts";

export interface LogStore {
  add(line: LogLine): void;
  /** The newest 1,000, oldest first. */
  last(): readonly LogLine[];
  close(): Promise<void>;
}

const kept = 1000;

/** Every line to `logs/lines.jsonl` of the launch; the newest stay at hand for pages that open late. */
export function logStore(directory: string): LogStore {
  mkdirSync(join(directory, "logs"), { recursive: true });
  const file = createWriteStream(join(directory, "logs", "lines.jsonl"), { flags: "a" });
  // A full disk must not end the app for its logs' sake.
  file.on("error", () => {});
  let lines: LogLine[] = [];
  return {
    add: (line) => {
      file.write(`${JSON.stringify(line)}\n`);
      lines.push(line);
      if (lines.length > 2 * kept) lines = lines.slice(-kept);
    },
    last: () => lines.slice(-kept),
    close: () => new Promise((resolve) => file.end(resolve)),
  };
}
