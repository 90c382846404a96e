/**
 * A review of two versions of an app: `samples/<name>/{before,after}/` with what their infra/ has of the
 * user's, and what the review says as text, JSON and Markdown. `UPDATE=1` accepts what it says now.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { reviewJson } from "../../compiler/cli/render/review-json.ts";
import { reviewMarkdown } from "../../compiler/cli/render/review-markdown.ts";
import { reviewText } from "../../compiler/cli/render/review-text.ts";
import { compareFolders } from "./compare-folders.ts";

const samples = join(import.meta.dirname, "samples");

test.each(readdirSync(samples))("%s", async (name) => {
  const compared = await compareFolders(join(samples, name));
  const said = {
    "diff.txt": reviewText(compared, { paint: (_, text) => text, width: 110 }),
    "diff.json": `${JSON.stringify(reviewJson(compared), undefined, 2)}\n`,
    "diff.md": reviewMarkdown(compared, { stack: undefined }),
  };
  for (const [file, whole] of Object.entries(said)) {
    const text = withoutHashes(whole);
    const path = join(samples, name, file);
    if (process.env["UPDATE"]) writeFileSync(path, text);
    const accepted = existsSync(path) ? readFileSync(path, "utf8") : "";
    expect(text, `${file}: UPDATE=1 accepts it`).toBe(accepted);
  }
});

/** Of code and of programs, which hold our own SDK and components: others with every change of those. */
const withoutHashes = (text: string): string =>
  text
    .replaceAll(/-[0-9a-f]{8}(?=\.tar\.gz|\.json)/g, "-‹hash›")
    .replaceAll(/(digest[ "`:]+|--reviewed )[0-9a-f]{16}\b/g, "$1‹digest›");
