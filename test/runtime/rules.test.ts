import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { calls } from "./rules/calls.ts";
import { components } from "./rules/components.ts";
import { durable } from "./rules/durable.ts";
import { launches } from "./rules/launches.ts";
import { machines } from "./rules/machines.ts";
import { paths } from "./rules/paths.ts";
import type { Shown } from "./rules/rule.ts";
import { services } from "./rules/services.ts";
import { ticks } from "./rules/ticks.ts";

/** The programming model, rule by rule, and for each the tests that show it. */
const parts = [ticks, durable, calls, launches, components, paths, services, machines];

const below = join(import.meta.dirname, "..");

/** In words, what a rule points to and is not there. */
function missing(shown: Shown): readonly string[] {
  if ("sample" in shown) {
    const folder = join(below, "diagnostics/samples", shown.sample);
    const samples = existsSync(folder) ? readdirSync(folder) : [];
    return ["fails", "passes"].flatMap((how) =>
      samples.some((name) => name.startsWith(how)) ? [] : [`${shown.sample}/${how}-*`],
    );
  }
  const file = join(below, shown.file);
  if (!existsSync(file)) return [shown.file];
  const titled = readFileSync(file, "utf8").includes(JSON.stringify(shown.title));
  return titled ? [] : [`${shown.file}: ${shown.title}`];
}

describe.each(parts)("the programming model: $part", ({ rules }) => {
  it.each(Object.entries(rules))("%s", (_, shown) => {
    expect(shown).not.toEqual([]);
    expect(shown.flatMap(missing)).toEqual([]);
  });
});

describe("the table of rules", () => {
  it("says each rule once", () => {
    const all = parts.flatMap(({ rules }) => Object.keys(rules));
    expect(new Set(all).size).toBe(all.length);
  });

  it("finds a test that is not there", () => {
    expect(missing({ file: "runtime/tick.test.ts", title: "no test of this name" })).toHaveLength(
      1,
    );
    expect(missing({ file: "runtime/nowhere.test.ts", title: "any" })).toHaveLength(1);
    expect(missing({ sample: "no/such-diagnostic" })).toHaveLength(2);
  });
});
