import { paint, say } from "./print.ts";

/** One line about something that takes its time, and what came of it. */
export interface Progress {
  /** What it is at now: replaces the line on a terminal, says nothing elsewhere. */
  at(detail: string): void;
  /** Takes the line away; what came of it is for the caller to say. */
  end(): void;
}

/** Starts with a title that stays true; it is all that a log file or a CI job sees. */
export function progress(title: string): Progress {
  const { isTTY, columns } = process.stderr;
  if (!isTTY) {
    say(title);
    return { at: () => undefined, end: () => undefined };
  }
  const draw = (text: string) => process.stderr.write(`\r\u001b[2K${text}`);
  draw(title);
  return {
    at: (detail) => {
      const room = Math.max(0, columns - title.length - 3);
      draw(`${title}  ${paint("dim", detail.slice(0, room))}`);
    },
    end: () => void draw(""),
  };
}
