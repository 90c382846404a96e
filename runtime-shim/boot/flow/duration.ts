import type { Duration } from "#sdk/types.ts";
import { EngineError } from "./engine-error.ts";

const milliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `"90s"` → 90000. */
export function parseDuration(duration: Duration): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(String(duration)) ?? [];
  const factor = milliseconds[unit ?? ""];
  if (amount === undefined || factor === undefined) {
    throw new EngineError(
      "flow/duration",
      `${JSON.stringify(duration)} is no duration. Write a number and ms, s, m, h or d: "90s".`,
    );
  }
  return Number(amount) * factor;
}
