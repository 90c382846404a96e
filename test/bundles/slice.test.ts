import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";
import { slicer } from "#emit/slice.ts";
import { freeNames, isNode } from "#emit/slice-names.ts";

/** A sample's `input.ts` says which bindings to cut out: `slice: A B`. */
const samples = readdirSync(join(import.meta.dirname, "samples")).map((name) => {
  const folder = join(import.meta.dirname, "samples", name);
  const text = readFileSync(join(folder, "input.ts"), "utf8");
  return {
    name,
    folder,
    text,
    bindings: /slice: ([\w ]+)/.exec(text)?.[1]?.trim().split(" ") ?? [],
  };
});

describe.each(samples)("$name", ({ folder, text, bindings }) => {
  const cut = slicer("input.ts", text);

  test.each(bindings)("%s", (binding) => {
    const slice = cut(binding);
    const file = join(folder, `${binding}.ts`);
    const printed = `${slice?.text}// exported as ${slice?.exported}\n`;
    if (process.env["UPDATE"]) writeFileSync(file, printed);
    expect(printed).toBe(readFileSync(file, "utf8"));
  });

  test.each(bindings)("%s stands where it stood", (binding) => {
    const slice = cut(binding)?.text ?? "";
    if (/^export \{[^}]*\} from /.test(slice)) return;
    const [original, kept] = [
      text.split("\n"),
      slice.split("\n").slice(0, text.split("\n").length),
    ];
    for (const [line, content] of kept.entries()) {
      for (const [column, unit] of [...content.split("")].entries()) {
        if (unit !== " " && !content.startsWith("export { "))
          expect(unit).toBe(original[line]?.[column]);
      }
    }
  });

  test.each(bindings)("%s misses nothing it needs", (binding) => {
    const slice = cut(binding)?.text ?? "";
    expect([...unbound(slice)].filter((name) => !unbound(text).has(name))).toEqual([]);
  });
});

test("a name the module does not bind has no slice", () => {
  expect(slicer("app.ts", "class A {}\n")("B")).toBeUndefined();
});

/** Names a module takes from nowhere: Node's globals, and whatever a slice forgot. */
function unbound(text: string): ReadonlySet<string> {
  const { program } = parseSync("input.ts", text, { sourceType: "module" });
  const wrapped: unknown = { type: "BlockStatement", start: 0, end: 0, body: program.body };
  if (!isNode(wrapped)) throw new Error("Expected a program.");
  const imported = program.body.flatMap((node) =>
    node.type === "ImportDeclaration" ? node.specifiers.map(({ local }) => local.name) : [],
  );
  return new Set([...freeNames(wrapped)].filter((name) => !imported.includes(name)));
}
