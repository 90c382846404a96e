import type { Reviewed } from "../reviewed.ts";

export interface QuotaFinding {
  readonly kind: "more" | "less";
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  /** What a new account has. */
  readonly fresh: number;
  /** Asks for more; only where a new account would not do. */
  readonly command?: string;
}

/** What the account has to allow for all machines at once. What it does allow, only the account knows. */
export function quotaVerdict({ was, is }: Reviewed): readonly QuotaFinding[] {
  const needs = new Map([...was.quotas, ...is.quotas].map((one) => [one.code, one]));
  return [...needs.values()].flatMap(({ code, name, unit, fresh, command }) => {
    const needed = (all: Reviewed["is"]) => all.quotas.find((one) => one.code === code)?.need ?? 0;
    const [before, after] = [needed(was), needed(is)];
    if (before === after) return [];
    const kind = after > before ? "more" : "less";
    const isShort = after > fresh && after > before;
    return [{ kind, code, name, unit, before, after, fresh, ...(isShort && { command }) }];
  });
}

export const quotaText = ({ name, unit, before, after, fresh }: QuotaFinding): string =>
  `${name}: ${before} → ${after} ${unit}${after > fresh ? `; a new account has ${fresh}` : ""}`;
