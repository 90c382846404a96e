import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { yaml } from "#emit/yaml.ts";

const words = fc.constantFrom(
  "yes",
  "no",
  "Null",
  "on",
  "1e3",
  "0x1f",
  "- a",
  "a: b",
  "#",
  "~",
  "us-east-1",
);
const scalar = fc.oneof(words, fc.string({ unit: "binary" }), fc.integer(), fc.boolean());
const { tree } = fc.letrec<{ tree: Record<string, unknown>; value: unknown }>((tie) => ({
  tree: fc.dictionary(fc.oneof(words, fc.string({ minLength: 1 })), tie("value"), { maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(scalar, { maxLength: 3 }), tie("tree")),
}));

test("what is written is what a reader of YAML finds", () => {
  fc.assert(
    fc.property(tree, (value) => {
      fc.pre(!JSON.stringify(value).includes("__proto__"));
      expect(parse(`${yaml(value)}`) ?? {}).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
