import type { Grant } from "#plan/review.ts";
import { pathsOf, type Reviewed } from "../reviewed.ts";
import type { Side } from "../side.ts";

export interface AccessFinding {
  readonly kind: "gained" | "lost";
  readonly who: string;
  readonly verb: string;
  readonly what: string;
  /** On everything, without a condition. */
  readonly wide: boolean;
  /** Who had or gets it is new, or is gone. */
  readonly because?: "new" | "removed";
}

/**
 * Who may do what, as the roles' policies say it. What every machine gets (its code, its log) counts only
 * where it changes for somebody who was there before and still is.
 */
export function accessVerdict({ was, is, before, after }: Reviewed): readonly AccessFinding[] {
  const holders = (grants: readonly Grant[]) => new Set(grants.map(({ who }) => who));
  const [hadAny, hasAny] = [holders(was.grants), holders(is.grants)];
  const counts = ({ routine, who }: Grant) => !routine || (hadAny.has(who) && hasAny.has(who));
  const gained = missingFrom(was.grants, is.grants).filter(counts);
  const lost = missingFrom(is.grants, was.grants).filter(counts);
  return [
    ...gained.map((one) => sentence("gained", one, { side: after, isBoth: hadAny.has(one.who) })),
    ...lost.map((one) => sentence("lost", one, { side: before, isBoth: hasAny.has(one.who) })),
  ];
}

const idOf = ({ who, verb, what }: Grant): string => JSON.stringify([who, verb, what]);

function missingFrom(some: readonly Grant[], others: readonly Grant[]): readonly Grant[] {
  const known = new Set(some.map(idOf));
  const found = new Map(
    others.filter((one) => !known.has(idOf(one))).map((one) => [idOf(one), one]),
  );
  return [...found.values()];
}

function sentence(
  kind: AccessFinding["kind"],
  { who, verb, what, wide, pathsOf: producer }: Grant,
  { side, isBoth }: { readonly side: Side; readonly isBoth: boolean },
): AccessFinding {
  const paths = producer === undefined ? [] : pathsOf(side, producer).map(({ name }) => name);
  const meant = paths.length > 0 ? paths.join(", ") : what;
  const because = kind === "gained" ? "new" : "removed";
  return { kind, who, verb, what: meant, wide, ...(!isBoth && { because }) };
}

/** `train loses read of prep.features` */
export function accessText({ kind, who, verb, what, wide, because }: AccessFinding): string {
  const reason = because === undefined ? "" : ` (${because})`;
  const width = wide ? ", on everything" : "";
  const act = prepositions[verb] ?? verb;
  return `${who} ${kind === "gained" ? "gains" : "loses"} ${act} ${what}${width}${reason}`;
}

const prepositions: Readonly<Record<string, string>> = {
  read: "read of",
  write: "write to",
  delete: "delete in",
};
