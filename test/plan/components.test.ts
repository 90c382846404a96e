import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { programNeeds } from "#providers/aws/program-needs.ts";

const folder = join(import.meta.dirname, "../../providers/aws/program");
const names = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/from "([^"]+)";/g)].flatMap(([, from]) => from ?? []);

test("every program component is in the table, and nothing else", () => {
  expect(Object.keys(programNeeds).sort()).toEqual(names.sort());
});

describe.each(names)("%s", (name) => {
  const text = readFileSync(join(folder, `${name}.ts`), "utf8");
  const imports = importsOf(text);

  test("needs what the table says", () => {
    const siblings = imports.flatMap((from) => /^\.\/(.*)\.ts$/.exec(from)?.[1] ?? []);
    expect([...new Set(siblings)].sort()).toEqual(programNeeds[name]);
  });

  test("imports siblings, Node and the Pulumi SDKs by deep path, and no setting", () => {
    for (const from of imports) {
      expect(from).toMatch(
        /^(node:.*|\.\/[a-z-]+\.ts|@pulumi\/pulumi|@pulumi\/aws\/[a-z0-9]+\/index\.js)$/,
      );
    }
  });

  test("keeps to 100 columns", () => {
    for (const line of text.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  });
});
