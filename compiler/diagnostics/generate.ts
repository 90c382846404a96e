/**
 * Reads the catalogue (`messages/<area>.md`) and writes what follows from it: a function per slug in
 * `catalogue.gen.ts`, and the pages of `docs/diagnostics/`. `--check` writes nothing and fails on a difference.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** One heading of an area's file. */
interface Entry {
  readonly slug: string;
  readonly severity: string;
  /** Name → what it stands for. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly message: string;
  /** Why and Fix, as Markdown. */
  readonly prose: string;
}

interface Area {
  readonly name: string;
  readonly introduction: string;
  readonly entries: readonly Entry[];
}

/** The repository; a test hands in a folder of its own as the last argument. */
const root =
  process.argv.slice(2).find((word) => !word.startsWith("--")) ??
  join(import.meta.dirname, "../..");
const generatedFrom = "compiler/diagnostics/messages";

function main(check: boolean): void {
  const files = globSync("*.md", { cwd: join(root, generatedFrom) }).sort();
  const areas = files.map((file) =>
    parseArea(basename(file, ".md"), readFileSync(join(root, generatedFrom, file), "utf8")),
  );
  const outputs = new Map([
    ["compiler/diagnostics/catalogue.gen.ts", printCatalogue(areas)],
    ...areas.map((area) => [`docs/diagnostics/${area.name}.md`, printPage(area)] as const),
  ]);
  const stale = globSync("docs/diagnostics/*.md", { cwd: root }).filter(
    (file) => !outputs.has(file),
  );
  const changed = [...outputs]
    .filter(([file, text]) => textOf(file) !== text)
    .map(([file]) => file);
  if (check && changed.length + stale.length > 0) {
    fail(`out of date: ${[...changed, ...stale].join(", ")}; run \`npm run generate\``);
  }
  for (const file of stale) rmSync(join(root, file));
  for (const file of changed) write(file, outputs.get(file) ?? "");
}

function parseArea(name: string, text: string): Area {
  const [introduction = "", ...sections] = text.split(/^## /m);
  const entries = sections.map((section) => parseEntry(name, section));
  const slugs = entries.map(({ slug }) => slug);
  const repeated = slugs.find((slug, index) => slugs.indexOf(slug) !== index);
  if (repeated !== undefined) fail(`${repeated} is there twice`);
  return { name, introduction, entries: entries.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)) };
}

function parseEntry(area: string, section: string): Entry {
  const shape =
    /^(?<word>[a-z][a-z0-9-]*)\n\n(?<severity>error|warning|info)\n\n(?<list>(?:- [^\n]+\n)*)\n?> (?<message>[^\n]+)\n\n(?<prose>\*\*Why\.\*\*.+)$/s;
  const { word, severity, list, message, prose } = shape.exec(section)?.groups ?? {};
  const slug = `${area}/${word}`;
  if (severity === undefined || list === undefined || message === undefined || prose === undefined)
    return fail(
      `${area}/${section.split("\n")[0]} is not: heading, severity, parameters, > message, **Why.**`,
    );
  for (const part of ["**Fix.**", " wrong\n", " right\n"])
    if (!prose.includes(part)) fail(`${slug} has no ${part.trim()}`);
  const parameters = new Map(
    [...list.matchAll(/^- (\w+): (.+)$/gm)].map(([, key = "", meaning = ""]) => [key, meaning]),
  );
  const used = new Set([...message.matchAll(/\{(\w+)\}/g)].map(([, key = ""]) => key));
  for (const key of parameters.keys())
    if (!used.has(key)) fail(`${slug} never uses its parameter ${key}`);
  for (const key of used)
    if (!parameters.has(key)) fail(`${slug} does not explain its parameter ${key}`);
  return { slug, severity, parameters, message, prose: prose.trim() };
}

function printCatalogue(areas: readonly Area[]): string {
  const entries = areas.flatMap((area) => area.entries);
  return [
    "// Generated from messages/*.md by `npm run generate`. Edit those.",
    'import type { Span } from "#source/span.ts";',
    'import { type Diagnostic, diagnostic, type Extra } from "./diagnostic.ts";',
    ...entries.map(printFunction),
    `export const slugs: readonly string[] = [\n${entries.map(({ slug }) => `  "${slug}",\n`).join("")}];\n`,
  ].join("\n");
}

function printFunction({ slug, severity, message, parameters }: Entry): string {
  const fields = [...parameters].map(
    ([key, meaning]) => `    /** ${meaning} */\n    readonly ${key}: string | number;\n`,
  );
  const escaped = message.replace(/[`\\]|\$(?=\{)/g, "\\$&").replace(/\{(\w+)\}/g, "$${values.$1}");
  return `
/** ${message} */
export function ${functionName(slug)}(
  span: Span | undefined,
  ${fields.length === 0 ? "_values: object" : `values: {\n${fields.join("")}  }`},
  extra?: Extra,
): Diagnostic {
  return diagnostic({ slug: "${slug}", severity: "${severity}", message: \`${escaped}\`, span }, extra);
}
`;
}

const functionName = (slug: string): string =>
  slug.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());

function printPage({ introduction, entries, name }: Area): string {
  const sections = entries.map(
    ({ slug, severity, message, prose }) =>
      `## ${slug.slice(name.length + 1)}\n\n\`${slug}\` · ${severity}\n\n> ${message}\n\n${pairs(prose)}\n`,
  );
  return [introduction.trim(), "", ...sections].join("\n");
}

/** Fences carry `wrong` and `right` for the reader of the source; a page says so above each. */
const pairs = (prose: string): string =>
  prose.replace(
    /^```(\w+) (wrong|right)$/gm,
    (_, language: string, verdict: string) =>
      `${verdict === "wrong" ? "Instead of" : "write"}\n\n\`\`\`${language}`,
  );

const textOf = (file: string): string | undefined =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : undefined;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function fail(problem: string): never {
  process.stderr.write(`generate: ${problem}\n`);
  process.exit(1);
}

main(process.argv.includes("--check"));
