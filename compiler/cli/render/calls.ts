import type { CallReport } from "#protocol/api.ts";
import type { Json } from "#protocol/value.ts";
import { paintOut } from "./print.ts";
import { wrap } from "./wrap.ts";

type Verdict = CallReport["verdict"];

const colours = {
  ran: "green",
  skipped: "dim",
  running: "bold",
  waits: "yellow",
  failed: "red",
  stopped: "yellow",
  unreached: "dim",
} as const satisfies Record<Verdict, Parameters<typeof paintOut>[0]>;

const width = 100;
const longestCall = 30;

/** A call a line: verdict, since when, `train(30)`, why; the why goes on below itself where it is long. */
export function whyTable(calls: readonly CallReport[]): string {
  const rows = calls.map((call) => ({ call, code: codeOf(call), at: timeOf(call) }));
  const widest = Math.max(0, ...rows.map(({ code }) => code.length));
  return rows
    .map(({ call, code, at }) => {
      const verdict = paintOut(colours[call.verdict], call.verdict.padEnd(9));
      const start = `${verdict}  ${at.padEnd(8)}  ${code.padEnd(widest)}  `;
      const indent = 9 + 2 + 8 + 2 + widest + 2;
      const [first = "", ...rest] = wrap(call.why, Math.max(30, width - indent));
      return [start + first, ...rest.map((line) => " ".repeat(indent) + line)].join("\n");
    })
    .join("\n");
}

function codeOf({ work, call, arguments: given }: CallReport): string {
  if (call === null) return work;
  const text = `${work}(${given.map(shown).join(", ")})`;
  return text.length <= longestCall ? text : `${text.slice(0, longestCall - 2)}…)`;
}

function shown(value: Json): string {
  const isPath = typeof value === "object" && value !== null && "path" in value;
  return isPath ? String(value["path"]) : JSON.stringify(value);
}

/** By the clock of whoever looks. */
const timeOf = ({ at }: CallReport): string =>
  at === null ? "" : new Date(at).toTimeString().slice(0, 8);
