import type { Compared } from "../review/compare-sides.ts";
import type { paintOut } from "./print.ts";
import {
  codeText,
  infraText,
  type Marker,
  markerOf,
  resourceLines,
  sourceText,
  withCodeApart,
} from "./review-changes.ts";
import { type VerdictText, verdictTexts } from "./review-verdicts.ts";
import { wrap } from "./wrap.ts";

export interface Terminal {
  readonly paint: typeof paintOut;
  /** Columns. */
  readonly width: number;
}

/** Verdicts first, then changes by component, then what has to be decided. */
export function reviewText(compared: Compared, terminal: Terminal): string {
  const parts = [
    verdictBlock(compared, terminal),
    changesBlock(compared, terminal),
    decisionLine(compared, terminal),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const wordWidth = 10;

export function verdictBlock(compared: Compared, { paint, width }: Terminal): string {
  const verdicts = verdictTexts(compared);
  const tallyWidth = Math.max(...verdicts.map((one) => one.tally.length)) + 3;
  const indent = wordWidth + tallyWidth;
  return verdicts
    .map(({ word, tally, lines, tone }) => {
      const head =
        paint("bold", word.padEnd(wordWidth)) +
        paint(
          tally === "none" || tone !== "calm" ? tones[tone] : "reset",
          tally.padEnd(tallyWidth),
        );
      const text = lines.flatMap((line) => wrap(line, width - indent));
      return (head + text.join(`\n${" ".repeat(indent)}`)).trimEnd();
    })
    .join("\n");
}

const tones = {
  calm: "dim",
  notice: "yellow",
  alarm: "red",
} as const satisfies Record<VerdictText["tone"], string>;

function changesBlock(compared: Compared, { paint, width }: Terminal): string {
  const { changes } = compared;
  if (changes.length === 0) return "Nothing changes.";
  const { infra, code } = withCodeApart(changes);
  const rows: Row[] = infra.map((change) => ({
    marker: markerOf(change, compared),
    name: change.component,
    headline: change.headline,
    source: sourceText(change.source),
    infra: infraText(change.infra, change.kind),
    notes: [...change.notes, ...resourceLines(change)],
  }));
  if (code.length > 0) rows.push(codeRow(code));
  const widest = (pick: (row: Row) => string) =>
    Math.max(...rows.map((row) => pick(row).length)) + 3;
  const columns = {
    name: widest(({ name }) => name),
    headline: widest(({ headline }) => headline),
    source: widest(({ source }) => source),
  };
  return rows
    .flatMap(({ marker, name, headline, source, infra, notes }) => {
      const head = [
        paint(colours[marker], marker),
        " ",
        paint("bold", name.padEnd(columns.name)),
        headline.padEnd(columns.headline),
        paint("dim", source.padEnd(columns.source) + infra),
      ];
      const indent = " ".repeat(columns.name + 2);
      const below = notes.flatMap((note) => wrap(note, width - indent.length));
      // Where the first line would say nothing beside the name, the notes begin on it.
      const isBare = headline + source + infra === "";
      const first = isBare ? [...head.slice(0, 3), below[0] ?? ""] : head;
      const rest = isBare ? below.slice(1) : below;
      return [first.join("").trimEnd(), ...rest.map((line) => paint("dim", indent + line))];
    })
    .join("\n");
}

interface Row {
  readonly marker: Marker;
  readonly name: string;
  readonly headline: string;
  readonly source: string;
  readonly infra: string;
  readonly notes: readonly string[];
}

const codeRow = (code: readonly string[]): Row => ({
  marker: "~",
  name: "code",
  headline: "",
  source: "",
  infra: "",
  notes: [`${code.join(", ")}: ${codeText}`],
});

const colours = {
  "+": "green",
  "−": "red",
  "~": "yellow",
  "=": "cyan",
  "!": "red",
} as const satisfies Record<Marker, string>;

export function decisionLine(
  { open, decisions, digest, changes }: Compared,
  { paint }: Terminal,
): string {
  if (changes.length === 0) return "";
  const asked = open.map(({ flag, name }) => `--${flag} ${name}`).join("   ");
  const told = paint("dim", `digest ${digest}`);
  if (asked !== "") return `${paint("bold", "Decide before deploy:")} ${asked}   ${told}`;
  return `${decisions.length > 0 ? "All decided." : "Nothing to decide."}   ${told}`;
}
