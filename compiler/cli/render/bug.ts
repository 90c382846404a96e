import { version } from "../version.ts";
import { paint, say } from "./print.ts";

/** What nobody should ever see: not a problem of the user's, and said so. */
export function printBug(error: unknown, words: readonly string[]): void {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(`${paint(["red", "bold"], "This is our bug")}, not a problem of your app.\n`);
  say(paint("dim", stack));
  say(pleaseReport(words.join(" ")));
}

export const pleaseReport = (command: string): string => `
Please report it with the lines above, and the app if you can, where you got Thunderhead from:
  thunderhead ${command}
  Thunderhead ${version()}, Node ${process.versions.node}, ${process.platform} ${process.arch}`;
