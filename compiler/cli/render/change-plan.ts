import { type Change, type ChangeKind, countSentence } from "../engine/change.ts";
import { typeWords } from "../engine/events.ts";
import { paint, say } from "./print.ts";

const signs = {
  create: { sign: "+", color: "green" },
  update: { sign: "~", color: "yellow" },
  replace: { sign: "±", color: "red" },
  delete: { sign: "−", color: "red" },
} as const satisfies Record<ChangeKind, { sign: string; color: "green" | "yellow" | "red" }>;

/** One line per component; what is lost on the way is named, with the property that makes it so. */
export function printPlan(changes: readonly Change[]): void {
  const groups = Map.groupBy(changes, ({ group }) => group);
  const width = Math.max(0, ...[...groups.keys()].map((name) => name.length));
  for (const [name, own] of groups) say(`  ${name.padEnd(width)}  ${countsText(own)}`);
  // New code is a new object, every time: nobody loses anything by it.
  const lost = changes.filter(({ kind, group }) => kind === "replace" && group !== "code");
  for (const one of lost) say(lossLine(one));
  say(`${paint("bold", countSentence(changes))}.`);
}

function countsText(changes: readonly Change[]): string {
  const kinds = ["create", "update", "replace", "delete"] as const;
  return kinds
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => paint(signs[kind].color, `${signs[kind].sign}${count}`))
    .join("  ");
}

function lossLine({ type, name, reasons }: Change): string {
  const why = reasons.length === 0 ? "" : `: ${reasons.join(", ")} cannot change in place`;
  return paint("red", `  ± the ${typeWords(type)} ${name} is made anew${why}`);
}
