import { createInterface } from "node:readline/promises";
import type { Flags } from "../invocation.ts";

/** Somebody sits at this terminal, and has not asked for output for programs. */
export const isInteractive = (flags: Flags): boolean =>
  process.stdin.isTTY === true &&
  process.stderr.isTTY === true &&
  !flags.has("json") &&
  !process.env["CI"];

/** Asks on stderr; an empty answer is the default. Ctrl-D and Ctrl-C are no answer: `undefined`. */
export async function askUser(question: string, otherwise = ""): Promise<string | undefined> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const left = new AbortController();
  terminal.once("SIGINT", () => left.abort());
  terminal.once("close", () => left.abort());
  try {
    const answer = await terminal.question(question, { signal: left.signal });
    return answer.trim() || otherwise;
  } catch {
    process.stderr.write("\n");
    return undefined;
  } finally {
    terminal.close();
  }
}

export async function confirm(question: string): Promise<boolean> {
  const answer = await askUser(`${question} [y/N] `);
  return /^y(es)?$/i.test(answer ?? "");
}
