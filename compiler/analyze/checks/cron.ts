import { flowCron } from "#diagnostics/catalogue.gen.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Picture } from "./checks.ts";

/** Expressions that are no times, and time zones that nobody knows. */
export function checkCron({ sink }: Interpreter, { followed }: Picture): void {
  for (const { cron, timezone } of followed.every.schedules) {
    if (cron.kind === "known" && typeof cron.value === "string") {
      const reason = wrongCron(cron.value);
      if (reason) sink.report(flowCron(cron.span, { cron: cron.value, reason }));
    }
    if (
      timezone.kind === "known" &&
      typeof timezone.value === "string" &&
      !isZone(timezone.value)
    ) {
      const reason = 'it is no time zone; write its IANA name, "Europe/Berlin"';
      sink.report(flowCron(timezone.span, { cron: timezone.value, reason }));
    }
  }
}

interface Field {
  readonly what: string;
  readonly from: number;
  readonly to: number;
  readonly names?: string;
}

const fields: readonly Field[] = [
  { what: "minutes", from: 0, to: 59 },
  { what: "hours", from: 0, to: 23 },
  { what: "days of the month", from: 1, to: 31 },
  { what: "months", from: 1, to: 12, names: "jan feb mar apr may jun jul aug sep oct nov dec" },
  { what: "days of the week", from: 0, to: 7, names: "sun mon tue wed thu fri sat" },
  { what: "seconds", from: 0, to: 59 },
];

/** A clause with what is wrong; `undefined` where it is a time, or something that only the run can tell. */
function wrongCron(cron: string): string | undefined {
  const words = cron.trim().split(/\s+/u);
  if (words.length !== 5 && words.length !== 6)
    return `it has ${words.length} ${words.length === 1 ? "field" : "fields"}, not 5 or 6`;
  const problem = words
    .map((word, index) => {
      const field = fields[index];
      return field && wrongField(word, field);
    })
    .find((one) => one !== undefined);
  return problem ?? neverComes(words);
}

function wrongField(word: string, field: Field): string | undefined {
  return word
    .split(",")
    .map((part) => wrongPart(part, field))
    .find((one) => one !== undefined);
}

function wrongPart(part: string, field: Field): string | undefined {
  const { what, from, to } = field;
  const [range = "", step, more] = part.split("/");
  if (more !== undefined || step === "0" || (step !== undefined && !/^\d+$/u.test(step)))
    return `\`${part}\` is no step of ${what}`;
  // Extensions of the language of schedules: the last day, the nearest weekday, the second Friday.
  if (/^(?:\*|\?|L|W|LW|\d+[LW]|[\w]+#\d|[\w]+L)$/iu.test(range)) return undefined;
  const ends = range.split("-").map((word) => numberOf(word, field));
  if (range === "" || ends.length > 2 || ends.some((end) => end === undefined))
    return `\`${part}\` says nothing of ${what}`;
  const numbers = ends.filter((end) => end !== undefined);
  if (numbers.some((number) => number < from || number > to))
    return `${what} go from ${from} to ${to}`;
  const [first = from, last = first] = numbers;
  return first > last ? `\`${range}\` goes backwards` : undefined;
}

function numberOf(word: string, { names = "", from }: Field): number | undefined {
  if (/^\d+$/u.test(word)) return Number(word);
  const index = names === "" ? -1 : names.split(" ").indexOf(word.toLowerCase());
  return index < 0 ? undefined : index + from;
}

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The 30th of February. */
function neverComes([, , day = "", month = "", weekday = ""]: readonly string[]):
  | string
  | undefined {
  if (!/^\d+$/u.test(day) || !/^\d+(?:,\d+)*$/u.test(month) || weekday !== "*") return undefined;
  const possible = month.split(",").some((one) => Number(day) <= (longest[Number(one) - 1] ?? 31));
  return possible ? undefined : "no such month has so many days";
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
