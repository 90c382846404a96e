import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { slugs } from "#diagnostics/catalogue.gen.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const generator = join(root, "compiler/diagnostics/generate.ts");

const entry = (over: { slug?: string; parameters?: string; message?: string; prose?: string }) => `
## ${over.slug ?? "taken"}

error

${over.parameters ?? "- port: the number"}

> ${over.message ?? "Port {port} is taken."}

${over.prose ?? "**Why.** Because.\n\n**Fix.** So.\n\n```ts wrong\na;\n```\n\n```ts right\nb;\n```"}
`;

/** What the generator says of an area's file, and what it writes. */
function generate(area: string) {
  const folder = mkdtempSync(join(tmpdir(), "thunderhead-catalogue-"));
  try {
    mkdirSync(join(folder, "compiler/diagnostics/messages"), { recursive: true });
    writeFileSync(
      join(folder, "compiler/diagnostics/messages/port.md"),
      `# Ports\n\nThey clash.\n${area}`,
    );
    const { status, stderr } = spawnSync(process.execPath, [generator, folder], {
      encoding: "utf8",
    });
    const written = status === 0 ? globSync("**/*.{ts,md}", { cwd: folder }) : [];
    const texts = Object.fromEntries(
      written.map((file) => [file, readFileSync(join(folder, file), "utf8")]),
    );
    return { status, stderr, texts };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("the generator", () => {
  test("writes a function and a page", () => {
    const { texts } = generate(entry({}));
    expect(texts["compiler/diagnostics/catalogue.gen.ts"]).toContain("export function portTaken(");
    expect(texts["docs/diagnostics/port.md"]).toContain("## taken\n\n`port/taken` · error");
  });

  test.each([
    ["a slug that is there twice", entry({}) + entry({}), "port/taken is there twice"],
    [
      "a parameter the message does not use",
      entry({ parameters: "- port: the number\n- work: whose" }),
      "port/taken never uses its parameter work",
    ],
    [
      "a parameter nobody explains",
      entry({ message: "Port {port} of {work} is taken." }),
      "port/taken does not explain its parameter work",
    ],
    ["an entry without a fix", entry({ prose: "**Why.** Because." }), "port/taken has no **Fix.**"],
    ["an entry of another shape", entry({ slug: "Not Words" }), "is not: heading, severity"],
  ])("refuses %s", (_, area, problem) => {
    const { status, stderr } = generate(area);
    expect(stderr).toContain(problem);
    expect(status).toBe(1);
  });

  test("has been run since the catalogue changed", () => {
    const { status, stderr } = spawnSync(process.execPath, [generator, "--check"], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});

const sources = globSync("{compiler,providers}/**/*.ts", { cwd: root })
  .filter((file) => !file.endsWith("catalogue.gen.ts") && !file.includes("/program/"))
  .map((file) => readFileSync(join(root, file), "utf8"))
  .join("\n");

test.each(slugs)("%s is reported somewhere", (slug) => {
  const name = slug.replace(/[/-](\w)/g, (_, letter: string) => letter.toUpperCase());
  expect(sources).toMatch(new RegExp(`\\b${name}\\(|[?:] ${name}\\b`));
});
