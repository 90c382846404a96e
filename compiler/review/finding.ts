/** What a person has to agree to before `deploy`; the flag that says so. */
export interface Decision {
  readonly flag: DecisionFlag;
  readonly name: string;
  /** Of an exposure: the networks that are let in anew. */
  readonly networks?: readonly string[];
}

export const decisionFlags = [
  "allow-exposure",
  "accept-orphan",
  "accept-loss",
  "interrupt",
] as const;
export type DecisionFlag = (typeof decisionFlags)[number];

/** One line of a verdict. */
export interface Finding {
  /** `opened`, counted by the verdict. */
  readonly kind: string;
  readonly name: string;
  /** A clause: `no work writes it any more`. */
  readonly text: string;
  readonly decision?: Decision;
}

/** `1 orphaned · 2 lost` */
export function tally(findings: readonly Pick<Finding, "kind">[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of findings) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(" · ");
}
