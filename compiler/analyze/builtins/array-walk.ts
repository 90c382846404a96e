/** Methods of arrays that call back. As in the language, each element is read when its turn has come. */
import { choose } from "../choose.ts";
import { truth } from "../decide.ts";
import { escapes } from "../escapes.ts";
import { restKey } from "../hidden-keys.ts";
import { makeArray } from "../make.ts";
import { call } from "../semantics.ts";
import { known, mixed, type Value } from "../value.ts";
import { type ArrayCall, flattened, someOf } from "./array-parts.ts";
import { throws } from "./throws.ts";

/** Calls the callback with what stands at this place now. */
function callAt(
  { interpreter, array, args: [callback, self], span }: ArrayCall,
  index: number,
): Value {
  const none = known(undefined, span);
  const parameters = [elementNow(array, index) ?? none, known(index, span), array];
  return call(interpreter, callback ?? none, {
    self: self ?? none,
    arguments: parameters,
    argumentSpans: parameters.map(() => span),
    span,
  });
}

function elementNow(array: ArrayCall["array"], index: number): Value | undefined {
  const slot = array.slots.entries.get(String(index)) ?? array.slots.entries.get(restKey);
  return slot && slot.kind !== "accessor" ? slot : undefined;
}

function* present({ array, elements }: ArrayCall): Generator<number> {
  for (let index = 0; index < elements.length; index++)
    if (elementNow(array, index) !== undefined) yield index;
}

/** In order; an element that a callback took away meanwhile is passed over. */
function eachPresent(site: ArrayCall, use: (answer: Value, index: number) => void): void {
  for (const index of present(site)) {
    if (site.interpreter.fuel <= 0) return;
    use(callAt(site, index), index);
  }
}

/** What a callback took away leaves a hole. */
export function map(site: ArrayCall): Value {
  const hole: Value = { ...known(undefined, site.span), absent: true };
  const results: Value[] = site.elements.map(() => hole);
  eachPresent(site, (answer, index) => {
    results[index] = answer;
  });
  return makeArray(site.interpreter, results, site.span);
}

export function flatMap(site: ArrayCall): Value {
  const lists: Value[] = [];
  eachPresent(site, (answer) => lists.push(answer));
  return flattened(site.interpreter, lists, site.span);
}

export function forEach(site: ArrayCall): Value {
  eachPresent(site, () => {});
  return known(undefined, site.span);
}

export function filter(site: ArrayCall): Value {
  const { interpreter, array, span } = site;
  const kept: Value[] = [];
  const perhaps: Value[] = [];
  for (const index of present(site)) {
    const element = elementNow(array, index) ?? known(undefined, span);
    const verdict = truth(callAt(site, index));
    if (verdict === true) kept.push(element);
    if (verdict === undefined) perhaps.push(element);
  }
  if (perhaps.length === 0) return makeArray(interpreter, kept, span);
  const reason = "which elements stay is not known";
  return someOf(interpreter, [...kept, ...perhaps], { span, reason });
}

interface Search {
  /** Indices in the order in which they are asked. */
  readonly order: Iterable<number>;
  readonly found: (element: Value, index: number) => Value;
  readonly otherwise: Value;
  /** What the callback says of the one that is looked for. */
  readonly wanted: boolean;
}

/** Undecided answers of one search that are followed one by one. */
const mostUndecided = 16;

function search(site: ArrayCall, { order, found, otherwise, wanted }: Search): Value {
  const { interpreter, array, elements, span, args } = site;
  const indices = order[Symbol.iterator]();
  const from = (undecided: number): Value => {
    for (let next = indices.next(); !next.done; next = indices.next()) {
      const index = next.value;
      const element = elementNow(array, index) ?? known(undefined, span);
      const verdict = callAt(site, index);
      const decided = truth(verdict);
      if (decided === wanted) return found(element, index);
      if (decided !== undefined) continue;
      if (undecided >= mostUndecided)
        return escapes(interpreter, [mixed(span, elements), ...args], span);
      const yes = () => found(element, index);
      const no = () => from(undecided + 1);
      return choose(interpreter, verdict, wanted ? { yes, no, span } : { yes: no, no: yes, span });
    }
    return otherwise;
  };
  return from(0);
}

const forwards = ({ elements }: ArrayCall): readonly number[] => [...elements.keys()];
const backwards = (site: ArrayCall): readonly number[] => forwards(site).toReversed();

type Order = (site: ArrayCall) => readonly number[];

/** The element itself, as it was when it was asked about. */
const finding =
  (order: Order) =>
  (site: ArrayCall): Value => {
    const otherwise = known(undefined, site.span);
    return search(site, { order: order(site), found: (one) => one, otherwise, wanted: true });
  };

const findingIndex =
  (order: Order) =>
  (site: ArrayCall): Value => {
    const found = (_: Value, index: number) => known(index, site.span);
    return search(site, {
      order: order(site),
      found,
      otherwise: known(-1, site.span),
      wanted: true,
    });
  };

export const find = finding(forwards);
export const findLast = finding(backwards);
export const findIndex = findingIndex(forwards);
export const findLastIndex = findingIndex(backwards);

const deciding =
  (wanted: boolean) =>
  (site: ArrayCall): Value =>
    search(site, {
      order: present(site),
      found: () => known(wanted, site.span),
      otherwise: known(!wanted, site.span),
      wanted,
    });

export const some = deciding(true);
export const every = deciding(false);

const reducing =
  (order: Order) =>
  (site: ArrayCall): Value => {
    const { interpreter, array, args, span } = site;
    const [callback = known(undefined, span), initial] = args;
    const [first, ...others] = order(site);
    const none = known(undefined, span);
    if (first === undefined) return initial ?? throws(interpreter, span, "reduce()");
    const rest = initial === undefined ? others : [first, ...others];
    return rest.reduce<Value>(
      (sofar, index) => {
        const element = elementNow(array, index);
        if (element === undefined) return sofar;
        const parameters = [sofar, element, known(index, span), array];
        const argumentSpans = parameters.map(() => span);
        return call(interpreter, callback, {
          self: none,
          arguments: parameters,
          argumentSpans,
          span,
        });
      },
      initial ?? elementNow(array, first) ?? none,
    );
  };

export const reduce = reducing(forwards);
export const reduceRight = reducing(backwards);
