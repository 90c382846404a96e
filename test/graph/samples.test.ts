import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { diagnosticJson } from "#diagnostics/json.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { graphJson } from "#graph/json.ts";
import { diskHost } from "#source/disk-host.ts";
import { type SourceText, sourceText } from "#source/span.ts";

const folder = fileURLToPath(new URL("samples", import.meta.url));
const update = process.env["UPDATE"] === "1";

const textsOf =
  (directory: string) =>
  (file: string): SourceText | undefined => {
    const text = diskHost.readText(`${directory}/${file}`);
    return text === undefined ? undefined : sourceText(file, text);
  };

/** What the source says, and what is wrong with it. */
function analysed(directory: string) {
  const sink = collectingSink();
  const entry = `${directory}/app.ts`;
  const options = { entry, directory, name: "sample", lock: emptyLock, host: diskHost, sink };
  const analysis = analyze(options);
  const texts = textsOf(directory);
  const problems = sink.diagnostics().map((one) => {
    const { slug, message, line, column } = diagnosticJson(one, texts);
    return `${line ?? "-"}:${column ?? "-"} ${slug} ${message}`;
  });
  const works = (analysis?.graph.components ?? []).flatMap((one) =>
    one.kind === "work" ? [one] : [],
  );
  const made = works.filter((work) => work.arguments.length > 0);
  const constructed = Object.fromEntries(made.map((work) => [work.name, work.arguments]));
  return {
    ...(analysis ? { graph: graphJson(analysis.graph, texts) } : {}),
    ...(made.length > 0 ? { arguments: constructed } : {}),
    ...(problems.length > 0 ? { problems } : {}),
  };
}

/** `UPDATE=1` accepts what was found. */
function expectFile(path: string, found: string): void {
  if (update) writeFileSync(path, found);
  expect(found).toBe(existsSync(path) ? readFileSync(path, "utf8") : undefined);
}

const samples = readdirSync(folder).filter((name) => existsSync(join(folder, name, "app.ts")));

describe("what the analyzer reads out of an app", () => {
  test.each(samples)("%s", (name) => {
    const found = analysed(join(folder, name));
    expectFile(join(folder, name, "graph.json"), `${JSON.stringify(found, undefined, 2)}\n`);
  });

  test("is the same every time", () => {
    const twice = samples.map((name) => [
      analysed(join(folder, name)),
      analysed(join(folder, name)),
    ]);
    for (const [first, second] of twice) expect(second).toEqual(first);
  });
});
