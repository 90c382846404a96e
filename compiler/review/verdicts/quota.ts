import type { Reviewed } from "../reviewed.ts";

export interface QuotaFinding {
  readonly kind: "more" | "less" | "short";
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
  /** What a new account has. */
  readonly fresh: number;
  /** What this account has, where it was asked. */
  readonly has?: number;
  /** Asks for more; only where what there is, or a new account has, would not do. */
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

/** With what this account allows, by code: what it has enough of needs no command. */
export const withQuotas = (
  found: readonly QuotaFinding[],
  allowed: ReadonlyMap<string, number>,
): readonly QuotaFinding[] =>
  found.map((one) => {
    const has = allowed.get(one.code);
    if (has === undefined) return one;
    const { command, ...rest } = one;
    if (one.after <= has) return { ...rest, has };
    return { ...rest, has, kind: "short", ...(command !== undefined && { command }) };
  });

export function quotaText({ name, unit, before, after, fresh, has }: QuotaFinding): string {
  if (has !== undefined && after > has) return `${name}: needs ${after} ${unit}, has ${has}`;
  const there = has === undefined ? `a new account has ${fresh}` : `this account has ${has}`;
  return `${name}: ${before} → ${after} ${unit}${after > fresh || has !== undefined ? `; ${there}` : ""}`;
}
