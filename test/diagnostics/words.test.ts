import { expect, test } from "vitest";
import { didYouMean, listWords, nearestWords } from "#diagnostics/words.ts";

test("finds what was meant, and nothing where all is far", () => {
  expect(nearestWords("complie", ["check", "compile", "graph"])).toEqual(["compile"]);
  expect(nearestWords("gpu-quick", ["default", "gpu-fast", "gpu"])).toContain("gpu-fast");
  expect(nearestWords("zebra", ["check", "compile"])).toEqual([]);
});

test("makes a sentence of it", () => {
  expect(listWords(["a", "b", "c"], "and")).toBe("`a`, `b` and `c`");
  expect(didYouMean("rum", ["run", "check"])).toBe("Did you mean `run`?");
  expect(didYouMean("amazon", ["aws"])).toBe("There is `aws`.");
  expect(didYouMean("x", [])).toBe("");
});
