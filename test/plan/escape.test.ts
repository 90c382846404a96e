import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commentText, propertyKey, stringLiteral, templateText } from "#emit/escape.ts";

const nasty = [
  '"',
  "'",
  "`",
  "\\",
  "$" + "{x}",
  "$",
  "\n",
  "\r",
  "\u2028",
  "\u2029",
  "\0",
  "*/",
  "//",
  "😀",
];
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...nasty, "a", " ")).map((parts) => parts.join("")),
);

/** What the program would see. */
const evaluated = (source: string): unknown => new Function(`"use strict"; return (${source});`)();

describe("text of the app's inside text of ours", () => {
  test("a string literal is the string, on one line", () => {
    fc.assert(
      fc.property(text, (given) => {
        const printed = stringLiteral(given);
        expect(evaluated(printed)).toBe(given);
        expect(printed).not.toMatch(/[\n\r\u2028\u2029]/);
      }),
    );
  });

  test("a template's text is the text, and never a placeholder", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const printed = `\`${templateText(before)}\${"-"}${templateText(after)}\``;
        expect(evaluated(printed)).toBe(`${before}-${after}`);
      }),
    );
  });

  test("a key is an own property, whatever it is called", () => {
    fc.assert(
      fc.property(
        fc.oneof(text, fc.constantFrom("__proto__", "constructor", "class", "1e3", "ä")),
        (key) => {
          const made = evaluated(`{ ${propertyKey(key)}: 1 }`);
          expect(Object.entries(made ?? {})).toEqual([[key, 1]]);
        },
      ),
    );
  });

  test("a comment stays on its line", () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(evaluated(`1 // ${commentText(given)}\n + 1`)).toBe(2);
      }),
    );
  });
});
