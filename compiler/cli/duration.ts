import { cliWrongArgument } from "#diagnostics/catalogue.gen.ts";
import type { Invocation } from "./invocation.ts";

const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** The seconds that a flag's `90s`, `2m` or `1h` are; what is no duration is reported, and nothing comes back. */
export function durationFlag(
  { flags, sink, command }: Invocation,
  flag: string,
  fallback: string,
): number | undefined {
  const text = flags.value(flag) ?? fallback;
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const factor = units[unit];
  if (amount !== undefined && factor !== undefined) return Number(amount) * factor;
  const detail = `\`--${flag} ${text}\` is no duration; write a number and s, m or h: \`--${flag} 90s\``;
  sink.report(cliWrongArgument(undefined, { command, detail }));
  return undefined;
}
