/**
 * Review: what would change between two programs, from what both register. Seven verdicts in a fixed order,
 * each a function of its own over both sides; then the changes component by component. It needs no state
 * and no credentials, so it says what the programs ask for, not what runs; what a cloud's resources are is
 * the provider's table.
 */
import type { ReviewTable } from "#plan/review.ts";
import { type ComponentChange, componentChanges } from "./changes.ts";
import type { ResourceChange } from "./compare.ts";
import { digestOf } from "./digest.ts";
import type { Decision, Finding } from "./finding.ts";
import { type Reviewed, resourcesOf, reviewed } from "./reviewed.ts";
import type { Side } from "./side.ts";
import { type AccessFinding, accessVerdict } from "./verdicts/access.ts";
import { dataVerdict } from "./verdicts/data.ts";
import { exposureVerdict } from "./verdicts/exposure.ts";
import { identityVerdict } from "./verdicts/identity.ts";
import { type MoneyVerdict, moneyVerdict } from "./verdicts/money.ts";
import { type QuotaFinding, quotaVerdict } from "./verdicts/quota.ts";
import { runningVerdict } from "./verdicts/running.ts";

export interface Review {
  readonly verdicts: Verdicts;
  readonly changes: readonly ComponentChange[];
  /** Each thing that somebody has to agree to, once. */
  readonly decisions: readonly Decision[];
  readonly digest: string;
}

export interface Verdicts {
  readonly data: readonly Finding[];
  readonly exposure: readonly Finding[];
  readonly access: readonly AccessFinding[];
  readonly money: MoneyVerdict;
  readonly quota: readonly QuotaFinding[];
  readonly identity: readonly Finding[];
  readonly running: readonly Finding[];
}

export function review(before: Side, after: Side, table: ReviewTable): Review {
  const all = reviewed(before, after, table);
  const verdicts: Verdicts = {
    data: dataVerdict(all),
    exposure: exposureVerdict(all),
    access: accessVerdict(all),
    money: moneyVerdict(all),
    quota: quotaVerdict(all),
    identity: identityVerdict(all),
    running: runningVerdict(all),
  };
  return {
    verdicts,
    changes: componentChanges(all),
    decisions: decisionsIn(verdicts),
    digest: digestOf(all.comparison.changes.filter((change) => !isCode(change, all))),
  };
}

/** Code is reviewed where it is written; its archives differ with every version of ours too. */
function isCode(change: ResourceChange, all: Reviewed): boolean {
  const { before, after } = resourcesOf(change, all);
  const one = after ?? before;
  return one !== undefined && all.table.codeOf(one) !== undefined;
}

function decisionsIn({ data, exposure, running }: Verdicts): readonly Decision[] {
  const all = [...data, ...exposure, ...running].flatMap(({ decision }) => decision ?? []);
  const unique = new Map(all.map((one) => [`${one.flag} ${one.name}`, one]));
  return [...unique.values()];
}
