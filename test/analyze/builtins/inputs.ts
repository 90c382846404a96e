/** Source text of values that built-ins get wrong: what no type-checker rules out and few tests think of. */
import fc from "fast-check";

const numbers = fc.constantFrom(
  ..."0 1 2 3 -1 -2 5 1.5 -0 NaN Infinity -Infinity 1e21 0.1 4294967295 4294967296 1e-7 9007199254740993 2147483648 100000000".split(
    " ",
  ),
);
const texts = fc.oneof(
  fc.constantFrom(
    "",
    "a",
    "b",
    "abc",
    "ABC",
    " x ",
    "10",
    "-1",
    "1,2",
    "__proto__",
    "constructor",
    "length",
  ),
  fc.constantFrom(
    "\ud800",
    "\udc00a",
    "é",
    "e\u0301",
    "İ",
    "ß",
    "👩‍💻",
    "\0",
    "0x10",
    "1e3",
    "a/b/../c",
    "/x//y",
    "%41",
    "%",
    "$&$1",
  ),
  fc.string({ maxLength: 6, unit: "binary" }),
);
const quoted = texts.map((text) => JSON.stringify(text));
const others = fc.constantFrom("undefined", "null", "true", "false", "5n");

export const number = numbers;
export const text = quoted;
export const primitive = fc.oneof(
  { arbitrary: numbers, weight: 3 },
  { arbitrary: quoted, weight: 3 },
  others,
);
/** A place in a list or a text, mostly near it. */
export const place = fc.oneof(
  { arbitrary: fc.integer({ min: -5, max: 6 }).map(String), weight: 4 },
  { arbitrary: primitive, weight: 1 },
);

export const listOf = (one: fc.Arbitrary<string>, maxLength = 5): fc.Arbitrary<string> =>
  fc.array(one, { maxLength }).map((elements) => `[${elements.join(", ")}]`);

const inner = listOf(primitive, 3);
/** Some have holes, some hold lists. */
export const list = fc.oneof(
  { arbitrary: listOf(primitive), weight: 4 },
  { arbitrary: listOf(numbers), weight: 3 },
  { arbitrary: listOf(fc.oneof(primitive, inner, fc.constant("{}"))), weight: 2 },
  { arbitrary: listOf(fc.oneof(primitive, fc.constant(""))), weight: 1 },
  { arbitrary: fc.constantFrom("new Array(3)", "Array(2)", "new Array(2).fill(1)"), weight: 1 },
);

const key = fc.oneof(
  fc.constantFrom("a", "b", "c", "1", "0", '"01"', '"-1"', '"a b"', '["__proto__"]', "length"),
  quoted,
);
export const record = fc
  .uniqueArray(
    fc.oneof(
      {
        arbitrary: fc.tuple(key, primitive).map(([name, value]) => `${name}: ${value}`),
        weight: 5,
      },
      {
        arbitrary: fc.constantFrom(
          "get g() { return 7; }",
          "m() { return 1; }",
          "...{ s: 1 }",
          '..."ab"',
        ),
        weight: 1,
      },
    ),
    // V8 puts a key that a literal has twice where it stands last; the language says first.
    {
      maxLength: 4,
      selector: (property) => property.replace(/:.*/u, "").replace(/^"(.*)"$/u, "$1"),
    },
  )
  // V8 lists a getter that stands before other properties after them; the language does not.
  .map((properties) =>
    properties.toSorted((a, b) => Number(a.startsWith("get")) - Number(b.startsWith("get"))),
  )
  .map((properties) => `{ ${properties.join(", ")} }`);

export const anything = fc.oneof(primitive, list, record);

export const args = (
  one: fc.Arbitrary<string>,
  maxLength = 3,
  minLength = 0,
): fc.Arbitrary<string> => fc.array(one, { minLength, maxLength }).map((all) => all.join(", "));

/** What a callback of `(element, index, list)` may do: decide, change the list, throw, not be a function. */
export const callback = fc.constantFrom(
  "(one) => one",
  "(one, index) => index",
  "(one) => one > 1",
  "(one, index) => index % 2 === 0",
  "(one, index, all) => all.length + index",
  "(one, index, all) => { all.pop(); return one; }",
  "(one, index, all) => { if (all.length < 7) all.push(index); return one; }",
  "(one, index, all) => { all[index + 1] = 9; return one; }",
  "(one, index, all) => { all.length = 1; return true; }",
  "(one) => { if (one === 2) throw new Error('two'); return one; }",
  "(one) => [one, [one]]",
  "function (one) { return this === undefined ? one : this.label; }",
  "Boolean",
  "String",
  "(one) => typeof one",
  "() => {}",
  "undefined",
  "5",
);

export const reducer = fc.constantFrom(
  "(sum, one) => sum + one",
  "(sum, one, index, all) => [sum, String(one), index, all.length].join()",
  "(sum, one, index, all) => { all.pop(); return one; }",
  "(sum, one) => { if (one === 2) throw new Error('two'); return sum; }",
  "undefined",
);

export const comparator = fc.constantFrom(
  "",
  "undefined",
  "(a, b) => a - b",
  "(a, b) => b - a",
  "(a, b) => (a > b ? 1 : -1)",
  "(a, b) => a > b",
  "() => 0",
  "() => NaN",
  "() => { throw new Error('no'); }",
  "null",
  "5",
);
