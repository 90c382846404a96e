import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const tests = join(import.meta.dirname, "../..");

/** Small real apps, none of which spends its fuel as it is: what they do is what the samples of the analyzer show. */
export const sources: readonly string[] = globSync(
  ["graph/samples/*/app.ts", "diagnostics/samples/*/*/passes-*/app.ts"],
  { cwd: tests },
)
  .filter((file) => !file.includes("hostile"))
  .sort()
  .map((file) => readFileSync(join(tests, file), "utf8"))
  .filter((text) => text.length < 700);
