import { expect, test } from "vitest";
import type { ComponentChange } from "#review/changes.ts";
import type { Finding } from "#review/finding.ts";
import { reviewMarkdown } from "../../compiler/cli/render/review-markdown.ts";
import type { Compared } from "../../compiler/cli/review/compare-sides.ts";

const many = Array.from({ length: 3000 }, (_, index) => `work-${index}`);

const finding = (name: string): Finding => ({
  kind: "orphaned",
  name,
  text: "no work writes it any more; | <b>*its*</b> versions stay",
  decision: { flag: "accept-orphan", name },
});

const change = (component: string): ComponentChange => ({
  component,
  kind: "removed",
  headline: "class Work removed",
  notes: ["a note ".repeat(20)],
  resources: [],
});

function huge(): Compared {
  const data = many.map(finding);
  const decisions = data.flatMap(({ decision }) => decision ?? []);
  const money = {
    asOf: "2026-07-20",
    standing: { before: 1, after: 2 },
    running: [],
    unpriced: [],
    traffic: [],
  };
  const none = { exposure: [], access: [], quota: [], identity: [], running: [] };
  const verdicts = { data, money, ...none };
  const rest = { decisions, open: decisions, digest: "abc", from: "a", to: "b", stale: [] };
  return { verdicts, changes: many.map(change), ...rest };
}

test("a comment fits a pull request, its header whole, whatever the app's size", () => {
  const text = reviewMarkdown(huge(), { stack: "prod" });
  expect(text.length).toBeLessThanOrEqual(60_000);
  const words = ["DATA", "EXPOSURE", "ACCESS", "MONEY", "QUOTA", "IDENTITY", "RUNNING"];
  const head = text.slice(0, text.indexOf("<details>"));
  expect(words.filter((word) => head.includes(word))).toEqual(words);
  expect(head).toMatch(/3000 decisions.*`prod`.*digest `abc`/);
  expect(head).toMatch(/… and \d+ more/);
  expect(text.trimEnd().endsWith("</details>")).toBe(true);
  expect(text).toMatch(/… and \d+ more: run `thunderhead diff` to see all\./);
});

test("texts stay texts within a cell", () => {
  const [row] = reviewMarkdown(huge(), { stack: undefined })
    .split("\n")
    .filter((line) => line.startsWith("| **DATA**"));
  expect(row).toContain("\\| &lt;b>\\*its\\*&lt;/b>");
  expect(row?.match(/(?<!\\)\|/g)).toHaveLength(4);
});
