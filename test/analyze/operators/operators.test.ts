import fc from "fast-check";
import { expect, test } from "vitest";
import { ownEntries } from "#analyze/member.ts";
import type { Value } from "#analyze/value.ts";
import { seed } from "../../seed.ts";
import { disagreement } from "../judge/compare.ts";
import { evaluateFiles } from "../judge/evaluate.ts";

const binary =
  "+ - * / % ** < <= > >= === !== == != & | ^ << >> >>> ?? || && in instanceof ,".split(" ");
const unary = "! + - ~ typeof void".split(" ");
const assigning = "= += -= *= /= %= **= &= |= ^= <<= >>= >>>= ??= ||= &&=".split(" ");

const words =
  "'' 'a' '10' '-1' true false null undefined 1.5 -0 NaN Infinity -Infinity 4294967296 5n -3n 0n [] [1] ({}) ({a:1}) (()=>1) [1,[2]]";
const operand = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map(String),
  fc.constantFrom(...words.split(" ")),
);

const pairs = fc.array(fc.tuple(operand, operand), { minLength: 1, maxLength: 60, size: "max" });

/** What each expression comes to, or that it throws; with what was assigned on the way. */
function agree(expressions: readonly string[]): number {
  const attempts = expressions.map((one) => `attempt(() => { let a; ${one} }),`).join("\n");
  const helper =
    "const attempt = (f) => { try { return ['returned', f()]; } catch { return ['threw']; } };";
  const all = evaluateFiles({ "app.ts": `${helper}\nexport const all = [${attempts}];` }).exported(
    "all",
  );
  const real: unknown = new Function(`"use strict"; ${helper} return [${attempts}];`)();
  let unknowns = 0;
  const count = (kind: string) => {
    if (kind === "unknown") unknowns++;
  };
  const slots = all.kind === "object" ? all.slots.entries : new Map();
  for (const [index, expression] of expressions.entries()) {
    const said = slots.get(String(index));
    const executed: unknown = Array.isArray(real) ? real[index] : undefined;
    // What is not known of an operand may be what the operator throws at.
    if (String(executed) === "threw" && said && holdsUnknown(said)) continue;
    const problem = said
      ? disagreement(said, executed, { assignment: new Map(), count })
      : "it is not there";
    if (problem !== undefined) throw new Error(`${expression}: ${problem}`);
  }
  return expressions.length - unknowns;
}

const holdsUnknown = (value: Value): boolean =>
  value.kind === "unknown" ||
  value.kind === "oneOf" ||
  (value.kind === "object" &&
    ownEntries(value).some(
      ([, one]) => one.kind === "unknown" || (one.kind === "object" && holdsUnknown(one)),
    ));

const comes = (expressionsOf: (pair: readonly [string, string]) => string): void => {
  let decided = 0;
  fc.assert(
    fc.property(pairs, (list) => {
      decided += agree(list.map(expressionsOf));
    }),
    { numRuns: 5, seed },
  );
  expect(decided).toBeGreaterThan(0);
};

test.each(binary)("%s of any two values", (operator) => {
  comes(([left, right]) => `return [(${left}) ${operator} (${right})];`);
});

test.each(unary)("%s of any value", (operator) => {
  comes(([value]) => `return ${operator} (${value});`);
});

test.each(assigning)("%s to a variable, a property and an element", (operator) => {
  comes(
    ([left, right]) =>
      `a = ${left}; const o = { a, b: [a] }; const all = [a ${operator} (${right}), o.a ${operator} (${right}), o.b[0] ${operator} (${right})]; return [all, a, o];`,
  );
});

test.each(["++", "--"])("%s before and after", (operator) => {
  comes(
    ([value]) =>
      `a = ${value}; const o = { a }; return [a${operator}, ${operator}a, o.a${operator}, a, o];`,
  );
});
