import { plural } from "#diagnostics/words.ts";
import type { ComponentChange } from "#review/changes.ts";
import type { Compared } from "../review/compare-sides.ts";
import {
  codeText,
  infraText,
  markerOf,
  resourceLines,
  sourceText,
  withCodeApart,
} from "./review-changes.ts";
import { type VerdictText, verdictTexts } from "./review-verdicts.ts";

/** Comments of GitHub end at 65,536 characters. */
const longest = 60_000;
/** Of one verdict: seven of these and the decisions fit whole, whatever the app's size. */
const longestVerdict = 5_000;

/** A comment for a pull request: the header is always whole, changes are left out from the end. */
export function reviewMarkdown(
  compared: Compared,
  { stack }: { readonly stack: string | undefined },
): string {
  const head = `${[titleLine(compared, stack), table(verdictTexts(compared)), decisionLine(compared)].filter(Boolean).join("\n\n")}\n`;
  if (compared.changes.length === 0) return `${head}\nNothing changes.\n`;
  const start = `\n<details><summary>${summaryLine(compared)}</summary>\n\n`;
  const end = "\n</details>\n";
  const room = longest - longestVerdict - head.length - start.length - end.length - 200;
  const { infra, code } = withCodeApart(compared.changes);
  const codeBlock =
    code.length > 0 ? [`- \`~\` **code** ${inCell(code.join(", "))}: ${codeText}`] : [];
  const blocks: string[] = [];
  let used = 0;
  for (const change of infra) {
    const block = changeBlock(change, compared);
    used += block.length + 1;
    if (used > room) break;
    blocks.push(block);
  }
  const left = infra.length - blocks.length;
  const more = left > 0 ? [`… and ${left} more: run \`thunderhead diff\` to see all.`] : [];
  return `${head}${start}${[...blocks, ...more, ...codeBlock].join("\n")}\n${end}`;
}

function titleLine({ open, changes, digest }: Compared, stack: string | undefined): string {
  const replaced = changes.flatMap(({ resources }) =>
    resources.filter(({ change, isCode }) => change.fate === "replaced" && !isCode),
  ).length;
  const counts = `${plural(open.length, "decision")}, ${plural(replaced, "replacement")}`;
  const where = stack === undefined ? "" : ` — \`${stack}\``;
  return `### ⛈ Thunderhead: ${counts}${where}, digest \`${digest}\``;
}

const signs = { calm: "", notice: "🟠 ", alarm: "🔴 " } satisfies Record<
  VerdictText["tone"],
  string
>;

function table(verdicts: readonly VerdictText[]): string {
  const rows = verdicts.map(({ word, tally, lines, tone }) => {
    const name = tone === "calm" ? word : `**${word}**`;
    return `| ${name} | ${signs[tone]}${tally} | ${cell(lines)} |`;
  });
  return ["| | | |", "|---|---|---|", ...rows].join("\n");
}

function cell(lines: readonly string[]): string {
  const shown: string[] = [];
  let used = 0;
  for (const line of lines) {
    const text = inCell(
      line.length > longestVerdict ? `${line.slice(0, longestVerdict - 2)} …` : line,
    );
    used += text.length + 4;
    if (used > longestVerdict) break;
    shown.push(text);
  }
  const left = lines.length - shown.length;
  return [...shown, ...(left > 0 ? [`… and ${left} more`] : [])].join("<br>");
}

/** Pipes end cells, and what looks like HTML is no HTML. */
const inCell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll(/([*_[\]])/g, "\\$1");

function decisionLine({ open, decisions }: Compared): string {
  if (decisions.length === 0) return "";
  const flags = decisions.map(({ flag, name }) => ` --${flag} ${name}`).join("");
  const shown = flags.length > longestVerdict ? " …" : flags;
  if (open.length === 0) return "All decided.";
  return `To decide: \`thunderhead diff${shown}\``;
}

function summaryLine({ changes }: Compared): string {
  const all = changes
    .flatMap(({ resources }) => resources)
    .filter(({ isCode }) => !isCode)
    .map(({ change }) => change);
  const count = (word: string, number: number) => (number > 0 ? [`${number} ${word}`] : []);
  const fates = [
    ...count("created", all.filter(({ fate }) => fate === "created").length),
    ...count("changed", all.filter(({ fate }) => fate === "updated").length),
    ...count("replaced", all.filter(({ fate }) => fate === "replaced").length),
    ...count("moved", all.filter(({ fate, formerName }) => fate === "same" && formerName).length),
    ...count("removed", all.filter(({ fate }) => fate === "deleted").length),
  ];
  return `${plural(changes.length, "component")}, ${plural(all.length, "resource")} (${fates.join(", ")})`;
}

function changeBlock(change: ComponentChange, compared: Compared): string {
  const places = [sourceText(change.source), infraText(change.infra, change.kind)].filter(Boolean);
  const place = places.length > 0 ? ` (${places.map((one) => `\`${one}\``).join(" ↔ ")})` : "";
  const lines = [...change.notes, ...resourceLines(change)].map((line) => `  - ${line}`);
  return [
    `- \`${markerOf(change, compared)}\` **${inCell(change.component)}** ${inCell(change.headline)}${place}`,
    ...lines,
  ].join("\n");
}
