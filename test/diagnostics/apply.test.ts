import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits } from "#diagnostics/apply.ts";
import type { TextEdit } from "#diagnostics/diagnostic.ts";

const edit = (start: number, end: number, text: string): TextEdit => ({
  span: { file: "app.ts", start, end },
  text,
});

const applied = (text: string, edits: readonly TextEdit[]) =>
  applyEdits(edits, () => text).texts.get("app.ts");

test("replaces, inserts and deletes by the old text's offsets", () => {
  expect(applied("one two three", [edit(8, 13, "3"), edit(0, 3, "1"), edit(4, 4, "+ ")])).toBe(
    "1 + two 3",
  );
});

test("makes an edit that two fixes offer once, and leaves out one that overlaps", () => {
  const twice = [
    edit(0, 0, "import;\n"),
    edit(4, 7, "2"),
    edit(0, 0, "import;\n"),
    edit(5, 9, "x"),
  ];
  const { texts, skipped } = applyEdits(twice, () => "one two three");
  expect(texts.get("app.ts")).toBe("import;\none 2 three");
  expect(skipped).toEqual([edit(5, 9, "x")]);
});

test("does not depend on the order of edits that touch different places", () => {
  const places = fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(places, (starts) => {
      const text = "0123456789";
      const edits = starts.map((start) => edit(start, start + 1, `<${start}>`));
      const expected = [...text].map((digit) =>
        starts.includes(Number(digit)) ? `<${digit}>` : digit,
      );
      expect(applied(text, edits)).toBe(expected.join(""));
    }),
  );
});
