import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { analyze } from "#analyze/analyze.ts";
import { collectingSink } from "#diagnostics/sink.ts";
import { emptyLock } from "#graph/identity.ts";
import { diskHost } from "#source/disk-host.ts";
import { mermaid } from "../../compiler/cli/render/mermaid.ts";

const own = fileURLToPath(new URL("samples", import.meta.url));
const others = fileURLToPath(new URL("../graph/samples", import.meta.url));
const appsIn = (folder: string) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((directory) => existsSync(join(directory, "app.ts")));

function diagramOf(directory: string): string | undefined {
  const sink = collectingSink();
  const entry = join(directory, "app.ts");
  const graph = analyze({
    entry,
    directory,
    name: "app",
    lock: emptyLock,
    host: diskHost,
    sink,
  })?.graph;
  return graph && mermaid(graph);
}

/** What Mermaid's flowchart grammar takes of what we write: ids, quoted texts, and each shape and arrow whole. */
const id = "(?:n_[A-Za-z0-9_]+|outside)";
const text = `"(?:[\\p{L}\\p{N} .,:×_()/*+=-]|#\\d+;|<br/>)+"`;
const line = new RegExp(
  [
    "flowchart LR",
    "end",
    `subgraph ${id}\\[${text}\\]`,
    `${id}(?:\\[${text}\\]|\\[\\[${text}\\]\\]|\\(\\[${text}\\]\\)|\\(\\(\\(${text}\\)\\)\\))`,
    `${id} (?:-- ${text} -->|== ${text} ==>|-\\.->) ${id}`,
  ]
    .map((one) => `^ *${one}$`)
    .join("|"),
  "u",
);

describe("the diagram", () => {
  test.each(appsIn(own))("of %s", (directory) => {
    const file = join(directory, "diagram.mmd");
    const diagram = diagramOf(directory) ?? "";
    if (process.env["UPDATE"]) writeFileSync(file, diagram);
    expect(diagram).toBe(readFileSync(file, "utf8"));
  });

  test.each([...appsIn(own), ...appsIn(others)])("of %s is one that Mermaid reads", (directory) => {
    const lines = (diagramOf(directory) ?? "flowchart LR\n").trimEnd().split("\n");
    expect(lines.filter((one) => !line.test(one))).toEqual([]);
    const opened = lines.filter((one) => one.includes("subgraph ")).length;
    expect(lines.filter((one) => one.trim() === "end")).toHaveLength(opened);
    const declared = lines.flatMap(
      (one) => /^ *(?:subgraph )?(n_\w+|outside)[[(]/.exec(one)?.[1] ?? [],
    );
    expect(new Set(declared).size).toBe(declared.length);
    const used = lines.flatMap(
      (one) => /^ *(\S+) (?:--|==|-\.).* (\S+)$/.exec(one)?.slice(1) ?? [],
    );
    expect(used.filter((one) => !declared.includes(one))).toEqual([]);
  });
});
