/** `uv`, which resolves for all systems at once: a program, or a module of the Python found here. */
import { spawn } from "node:child_process";

/** The words that start it. */
export type Uv = readonly [program: string, ...words: string[]];

export async function findUv(): Promise<Uv | undefined> {
  for (const uv of [["uv"], ["python3", "-m", "uv"], ["python", "-m", "uv"]] satisfies Uv[]) {
    const { code } = await runUv(uv, ["--version"]);
    if (code === 0) return uv;
  }
  return undefined;
}

export interface Ran {
  readonly code: number;
  /** What it said to people. */
  readonly said: string;
}

export function runUv(
  [program, ...first]: Uv,
  words: readonly string[],
  { directory, input = "", onLine = () => {} }: RunOptions = {},
): Promise<Ran> {
  const child = spawn(program, [...first, ...words], {
    cwd: directory,
    stdio: ["pipe", "ignore", "pipe"],
    // Another Python than what is here is not downloaded for a question about versions.
    env: { UV_PYTHON_DOWNLOADS: "never", ...process.env },
  });
  // Who ends before it has read everything says why on its own.
  child.stdin.on("error", () => {}).end(input);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    const last = text.trim().split("\n").at(-1);
    if (last) onLine(last.trim());
  });
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve({ code: 1, said: message }));
    child.once("close", (code) => resolve({ code: code ?? 1, said }));
  });
}

interface RunOptions {
  readonly directory?: string;
  readonly input?: string;
  readonly onLine?: (line: string) => void;
}
