import type { HandEdit } from "../write-program.ts";
import { lineDiff } from "./line-diff.ts";
import { paint, say } from "./print.ts";

const longest = 20;

/** What would be lost: generated lines in red, those that stand there now in green. */
export function printHandEdits(edits: readonly HandEdit[]): void {
  for (const { file, generated, current } of edits) {
    const lines = lineDiff(generated, current);
    say(`\n${paint("bold", `infra/${file}`)} (- generated, + as it stands)`);
    for (const { sign, line, text } of lines.slice(0, longest))
      say(paint(sign === "-" ? "red" : "green", `${String(line).padStart(5)} ${sign} ${text}`));
    if (lines.length > longest) say(`      … ${lines.length - longest} more lines`);
  }
}
