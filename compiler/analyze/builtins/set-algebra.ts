import type { Value } from "../value.ts";

type Keys = ReadonlyMap<string, Value>;

/** What one set is to another: keys that stand for what is the same, with the members themselves. */
export type Algebra = (ours: Keys, theirs: Keys) => readonly Value[] | boolean;

export const algebra: Readonly<Record<string, Algebra>> = {
  union: (ours, theirs) => [...ours.values(), ...theirs.values()],
  // In the order of the smaller one, as the language has it.
  intersection: (ours, theirs) =>
    ours.size <= theirs.size ? inside(ours, theirs) : inside(theirs, ours),
  difference: (ours, theirs) => outside(ours, theirs),
  symmetricDifference: (ours, theirs) => [...outside(ours, theirs), ...outside(theirs, ours)],
  isSubsetOf: (ours, theirs) => outside(ours, theirs).length === 0,
  isSupersetOf: (ours, theirs) => outside(theirs, ours).length === 0,
  isDisjointFrom: (ours, theirs) => inside(ours, theirs).length === 0,
};

const inside = (some: Keys, others: Keys): readonly Value[] =>
  [...some].flatMap(([key, value]) => (others.has(key) ? [value] : []));

const outside = (some: Keys, others: Keys): readonly Value[] =>
  [...some].flatMap(([key, value]) => (others.has(key) ? [] : [value]));
