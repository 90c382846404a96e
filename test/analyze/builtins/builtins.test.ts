import { posix } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arrayMembers } from "#analyze/builtins/array.ts";
import { mapMembers, setMembers } from "#analyze/builtins/collection.ts";
import { functionMembers } from "#analyze/builtins/function.ts";
import { globalNames, globals } from "#analyze/builtins/globals.ts";
import { iteratorMembers } from "#analyze/builtins/iterator.ts";
import { pathExports } from "#analyze/builtins/node-path.ts";
import { numberMethods, stringMethods } from "#analyze/builtins/primitive.ts";
import type { Value } from "#analyze/value.ts";
import { seed } from "../../seed.ts";
import { disagreement } from "../judge/compare.ts";
import { evaluateFiles } from "../judge/evaluate.ts";
import { properties } from "./table.ts";

/** These answer what only a run knows, or do nothing. */
const notPure =
  /^(?:Promise|Date|console|process|crypto|performance|RegExp|URL|URLSearchParams|AbortController|WeakMap|WeakSet|Symbol|Reflect|fetch|set(?:Timeout|Interval|Immediate)|Math\.random)(?:\.|$)/u;

const isFunction = (value: Value | { readonly kind: "accessor" }): boolean =>
  value.kind === "object" && value.body.kind === "native";

/** Every function that the analyzer's globals hold, by the name that a program calls it by. */
const made = globals();
const global = globalNames.flatMap((name) => {
  const value = made.get(name);
  if (value?.kind !== "object") return [];
  const members = [...value.slots.entries].flatMap(([member, slot]) =>
    isFunction(slot) ? [`${name}.${member}`] : [],
  );
  return [...(isFunction(value) ? [name] : []), ...members];
});

const members = (prefix: string, names: Iterable<string>) =>
  [...names].map((name) => prefix + name);

const builtins = [
  ...global.filter((name) => !notPure.test(name)),
  ...members("[].", arrayMembers.keys()),
  ...members("map.", mapMembers.keys()),
  ...members("set.", setMembers.keys()),
  ...members("iterator.", iteratorMembers.keys()),
  ...members("function.", functionMembers.keys()),
  ...members('"".', stringMethods),
  ...members("0.", numberMethods),
  ...members("true.", ["toString", "valueOf"]),
  ...members(
    "path.",
    [...pathExports].flatMap(([name, value]) => (isFunction(value) ? [name] : [])),
  ),
  "{}.hasOwnProperty",
];

const table = properties({
  text: stringMethods,
  number: numberMethods,
  math: global.flatMap((name) => (/^Math\.(?!random)/u.test(name) ? [name.slice(5)] : [])),
});

test("every pure built-in has a property, and every property a built-in", () => {
  expect(Object.keys(table).sort()).toEqual(builtins.toSorted());
  expect(builtins.length).toBeGreaterThan(80);
});

/** What a call returned, or that it threw. */
const attempt =
  "const attempt = (f) => { try { return ['returned', f()]; } catch { return ['threw']; } };";

const programOf = (expressions: readonly string[]): string =>
  `import * as path from "node:path";\n${attempt}\nexport const all = [\n${expressions.map((one) => `  attempt(() => ${one}),`).join("\n")}\n];\n`;

function executed(expression: string): unknown {
  const code = `"use strict"; ${attempt} return attempt(() => ${expression});`;
  const run: unknown = new Function("path", code)(posix);
  return run;
}

const runs = Number(process.env["RUNS"] ?? 60);

test.each(Object.keys(table))("%s computes what an execution does", (name) => {
  let decided = 0;
  let cases = 0;
  const expressions = fc.array(table[name] ?? fc.constant(""), {
    minLength: 1,
    maxLength: 30,
    size: "max",
  });
  fc.assert(
    fc.property(expressions, (batch) => {
      const evaluated = evaluateFiles({ "app.ts": programOf(batch) });
      const all = evaluated.exported("all");
      const slots = all.kind === "object" ? all.slots.entries : undefined;
      expect(slots, batch.join("\n")).toBeDefined();
      for (const [index, expression] of batch.entries()) {
        const said = slots?.get(String(index));
        if (said === undefined || said.kind === "accessor") continue;
        cases++;
        let unknowns = 0;
        const count = (kind: Value["kind"]) => {
          if (kind === "unknown") unknowns++;
        };
        const problem = disagreement(said, executed(expression), { assignment: new Map(), count });
        if (unknowns === 0) decided++;
        if (problem !== undefined) throw new Error(`${expression}: ${problem}`);
      }
    }),
    { numRuns: Math.ceil(runs / 12), seed },
  );
  // A test that compares nothing would pass as well.
  expect(decided, `of ${cases} cases`).toBeGreaterThan(cases / 5);
});
