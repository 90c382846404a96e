import { type Finding, tally } from "#review/finding.ts";
import type { Review } from "#review/review.ts";
import { accessText } from "#review/verdicts/access.ts";
import { isUnchanged, type MoneyVerdict } from "#review/verdicts/money.ts";
import { quotaText } from "#review/verdicts/quota.ts";

/** One of the seven, in words. */
export interface VerdictText {
  readonly word: string;
  /** `1 orphaned`; `none` where there is nothing. */
  readonly tally: string;
  readonly lines: readonly string[];
  /** Somebody has to agree to it, or it is gone for good. */
  readonly tone: "calm" | "notice" | "alarm";
}

/** Always all seven, in this order: that one is `none` is worth knowing. */
export function verdictTexts({ verdicts }: Review): readonly VerdictText[] {
  const { data, exposure, access, money, quota, identity, running } = verdicts;
  return [
    findings("DATA", data, ({ name, text }) => `${name}: ${text}`),
    findings("EXPOSURE", exposure, ({ text }) => text),
    accessVerdictText(access),
    moneyText(money),
    {
      word: "QUOTA",
      tally: tally(quota) || none,
      lines: quota.flatMap((one) => [quotaText(one), ...(one.command ? [one.command] : [])]),
      tone: quota.some(({ command }) => command) ? "notice" : "calm",
    },
    findings("IDENTITY", identity, ({ text }) => text),
    findings("RUNNING", running, ({ name, text }) => `${name}: ${text}`),
  ];
}

const none = "none";

function findings(
  word: string,
  found: readonly Finding[],
  print: (one: Finding) => string,
): VerdictText {
  const isAlarm = found.some(({ decision }) => decision?.flag === "accept-loss");
  const asks = found.some(({ decision }) => decision);
  const tone = isAlarm || (asks && word === "EXPOSURE") ? "alarm" : asks ? "notice" : "calm";
  return { word, tally: tally(found) || none, lines: found.map(print), tone };
}

function accessVerdictText(access: Review["verdicts"]["access"]): VerdictText {
  const count = (kind: "gained" | "lost") => access.filter((one) => one.kind === kind).length;
  const counts = `+${count("gained")} −${count("lost")}`;
  return {
    word: "ACCESS",
    tally: access.length > 0 ? counts : none,
    lines: access.length > 0 ? [access.map(accessText).join(" · ")] : [],
    tone: access.some(({ wide, kind }) => wide && kind === "gained") ? "alarm" : "calm",
  };
}

function moneyText(money: MoneyVerdict): VerdictText {
  const { standing, running, traffic, asOf, unpriced } = money;
  const date = `prices of ${asOf}`;
  if (isUnchanged(money)) {
    const line = `standing stays ${dollars(standing.after)} $/month · ${date}`;
    return { word: "MONEY", tally: none, lines: [line], tone: "calm" };
  }
  const change = standing.after - standing.before;
  const parts = [
    `standing ${dollars(standing.after)} $/month`,
    ...running.map(runningText),
    ...trafficText(traffic),
    ...unpriced.map((type) => `${type} has no price here`),
    date,
  ];
  const sign = change < 0 ? "−" : "+";
  const tallied = `${sign}${dollars(Math.abs(change))} $/month`;
  return { word: "MONEY", tally: tallied, lines: [parts.join(" · ")], tone: "calm" };
}

function runningText({ group, before, after }: MoneyVerdict["running"][number]): string {
  if (after === 0) return `while ${group} ran ${dollars(before)} $/h (gone)`;
  if (before === 0) return `while ${group} runs ${dollars(after)} $/h (new)`;
  return `while ${group} runs ${dollars(before)} → ${dollars(after)} $/h`;
}

/** The dearest says it: an app of a hundred works has a hundred. */
function trafficText(traffic: MoneyVerdict["traffic"]): readonly string[] {
  const [most, ...others] = traffic.toSorted((one, other) => other.after - one.after);
  if (!most) return [];
  const { pathsOf, before, after, readers } = most;
  const more =
    others.length > 0 ? `, and ${others.length} other${others.length > 1 ? "s" : ""} changed` : "";
  if (after === 0) return [`a GB of ${pathsOf}'s Paths cost ${dollars(before)} $ (gone)${more}`];
  const amount = before === 0 ? dollars(after) : `${dollars(before)} → ${dollars(after)}`;
  const machines = readers === 1 ? "1 machine reads" : `${readers} machines read`;
  return [`a GB of ${pathsOf}'s Paths ${amount} $ where ${machines} it${more}`];
}

const dollars = (amount: number): string => amount.toFixed(2);
