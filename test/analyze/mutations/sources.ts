import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const tests = join(import.meta.dirname, "../..");
const samples = ["graph/samples/*/", "diagnostics/samples/*/*/*/", "corpus/*/"];

/** What samples hold, right ones and wrong ones, but those that spend their fuel as they are. */
function files(pattern: string): readonly (readonly [file: string, text: string])[] {
  const patterns = samples.map((one) => one + pattern);
  return globSync(patterns, { cwd: tests })
    .filter((file) => !file.includes("hostile"))
    .sort()
    .map((file) => [file, readFileSync(join(tests, file), "utf8")]);
}

/** What is mutated. */
export const sources: readonly string[] = files("app.ts").map(([, text]) => text);

/** What they import and run, beside each of them: of several that go by one name, one. */
export const beside: Readonly<Record<string, string>> = Object.fromEntries(
  [...files("*.py"), ...files("!(app).ts")].map(([file, text]) => [`/app/${basename(file)}`, text]),
);
