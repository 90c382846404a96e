import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { numberMethods, stringMethods } from "#analyze/builtins/primitive.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { memoryHost } from "#source/memory-host.ts";

/** What the analyzer makes of an expression: the first constructor argument of a work. */
function analysed(expression: string): unknown {
  const source = `import { App, Work } from "thunderhead";
class Any extends Work { constructor(value) { super(); } async run() {} }
export default new App(new Any(${expression}));
`;
  const host = memoryHost({ "/app/app.ts": source });
  const sink = collectingSink();
  const options = {
    entry: "/app/app.ts",
    directory: "/app",
    name: "app",
    lock: emptyLock,
    host,
    sink,
  };
  const [work] = analyze(options)?.graph.components ?? [];
  const [argument] = work?.kind === "work" ? work.arguments : [];
  return sink.hasErrors() ? undefined : argument;
}

const argument = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.string({ maxLength: 4 }));
const receivers = {
  string: fc.string({ maxLength: 12 }),
  number: fc.integer({ min: -1000, max: 1000 }),
};

/** The language's own answer; `undefined` where it throws or answers what JSON cannot carry. */
function real(expression: string): unknown {
  try {
    const value: unknown = new Function(`return (${expression});`)();
    return typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? undefined
      : value;
  } catch {
    return undefined;
  }
}

function agrees(expression: string): void {
  const expected = real(expression);
  const found = analysed(expression);
  if (expected === undefined || found === undefined) return;
  compared++;
  expect(found).toEqual(expected);
}

/** A test that compares nothing would pass as well. */
let compared = 0;
beforeEach(() => {
  compared = 0;
});
afterEach(() => {
  expect(compared).toBeGreaterThan(0);
});

test.each(stringMethods)("text.%s computes what the language computes", (method) => {
  fc.assert(
    fc.property(receivers.string, fc.array(argument, { maxLength: 2 }), (text, args) => {
      agrees(
        `${JSON.stringify(text)}.${method}(${args.map((one) => JSON.stringify(one)).join(", ")})`,
      );
    }),
    { numRuns: 25 },
  );
});

test.each(numberMethods)("number.%s computes what the language computes", (method) => {
  fc.assert(
    fc.property(receivers.number, fc.nat({ max: 20 }), (number, digits) => {
      agrees(`(${number}).${method}(${digits})`);
    }),
    { numRuns: 25 },
  );
});

const operators = [
  "+",
  "-",
  "*",
  "/",
  "%",
  "**",
  "<",
  "<=",
  ">",
  ">=",
  "===",
  "!==",
  "==",
  "!=",
  "&",
  "|",
  "^",
  "<<",
  ">>",
  ">>>",
  "??",
  "||",
  "&&",
];
const operand = fc.oneof(
  fc.integer({ min: -9, max: 9 }).map(String),
  fc.constantFrom('""', '"a"', '"10"', "true", "false", "null", "undefined", "1.5"),
);

test.each(operators)("operator %s computes what the language computes", (operator) => {
  fc.assert(
    fc.property(operand, operand, (left, right) => agrees(`(${left}) ${operator} (${right})`)),
    { numRuns: 60 },
  );
});
