import { ticks } from "./tick.ts";

type Print = (stream: "stdout" | "stderr", line: string) => void;

/** What the app prints in a tick is the tick's; beside ticks it goes out line by line. */
export function captureOutput(print: Print): void {
  for (const stream of ["stdout", "stderr"] as const) {
    const split = lineSplitter();
    process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
      const tick = ticks.getStore();
      for (const line of split(text)) {
        if (tick !== undefined && !tick.ended) tick.lines.push({ stream, line });
        else print(stream, line);
      }
      for (const done of rest) if (typeof done === "function") done();
      return true;
    };
  }
}

function lineSplitter(): (text: string) => readonly string[] {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    return lines;
  };
}
