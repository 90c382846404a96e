import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const tests = join(import.meta.dirname, "../..");

/** Real apps, none of which spends its fuel as it is: right ones and wrong ones of all samples. */
export const sources: readonly string[] = globSync(
  ["graph/samples/*/app.ts", "diagnostics/samples/*/*/*/app.ts", "corpus/*/app.ts"],
  { cwd: tests },
)
  .filter((file) => !file.includes("hostile"))
  .sort()
  .map((file) => readFileSync(join(tests, file), "utf8"))
  .filter((text) => text.length < 5000);
