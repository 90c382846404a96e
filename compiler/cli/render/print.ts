import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Data, on stdout. */
export function print(text: string): void {
  process.stdout.write(text);
}

/** Decoration, on stderr: a line for the person who watches. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Styled for stderr: plain where that is no terminal, or NO_COLOR is set. */
export const paint = (format: Format, text: string): string =>
  styleText(format, text, { stream: process.stderr });

/** Styled for stdout, by the same rules. */
export const paintOut = (format: Format, text: string): string =>
  styleText(format, text, { stream: process.stdout });
