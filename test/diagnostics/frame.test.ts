import { styleText } from "node:util";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "#diagnostics/diagnostic.ts";
import { frame } from "#diagnostics/frame.ts";
import { type Span, sourceText } from "#source/span.ts";

const text = [
  "export class Make extends Work {",
  '\tfile = "result.txt";',
  "}",
  '\tawait this.use.run("日本語", this.make.file); // 🎉 done',
  "export default new App(",
  "  new Root(),",
  "  {},",
  ");",
  `const long = "${"x".repeat(120)}" + culprit() + "${"y".repeat(120)}";`,
  "",
].join("\n");
const source = sourceText("app.ts", text);

const at = (needle: string): Span => {
  const start = text.indexOf(needle);
  return { file: "app.ts", start, end: start + needle.length };
};

const problem = (over: Partial<Diagnostic>): Diagnostic => ({
  slug: "path/string-crosses-works",
  severity: "error",
  message: "`use` is handed a string.",
  related: [],
  docs: "docs/diagnostics/path.md#string-crosses-works",
  ...over,
});

const plain = (diagnostic: Diagnostic, width = 80) =>
  frame(diagnostic, {
    texts: (file) => (file === "app.ts" ? source : undefined),
    place: (file) => `examples/${file}`,
    paint: (_, shown) => shown,
    width,
  });

describe("a frame", () => {
  test("marks the place, the related place and the fix", () => {
    const shown = plain(
      problem({
        span: at("this.make.file"),
        related: [{ span: at('"result.txt"'), message: "the string" }],
        fix: {
          title: "Make it a Path",
          edits: [{ span: at('"result.txt"'), text: 'new Path("result.txt")' }],
        },
      }),
    );
    expect(shown).toMatchInlineSnapshot(`
      "error \`use\` is handed a string. path/string-crosses-works
         ╭─ examples/app.ts:4:28
       4 │     await this.use.run("日本語", this.make.file); // 🎉 done
         │                                  ^^^^^^^^^^^^^^
         ╭─ examples/app.ts:2:9
       2 │     file = "result.txt";
         │            ------------ the string
         fix: Make it a Path
       2 -     file = "result.txt";
       2 +     file = new Path("result.txt");
         = docs/diagnostics/path.md#string-crosses-works
      "
    `);
  });

  test("marks the first and last line of a place that spans several", () => {
    const span = at("new App(\n  new Root(),\n  {},\n)");
    expect(plain(problem({ span, severity: "warning" }))).toMatchInlineSnapshot(`
      "warning \`use\` is handed a string. path/string-crosses-works
         ╭─ examples/app.ts:5:16
       5 │ export default new App(
         │                ^^^^^^^^
         ⋮
       8 │ );
         │ ^
         = docs/diagnostics/path.md#string-crosses-works
      "
    `);
  });

  test("keeps the marked part of a line that is wider than the terminal", () => {
    const shown = plain(problem({ span: at("culprit()") }), 60);
    expect(shown).toMatchInlineSnapshot(`
      "error \`use\` is handed a string. path/string-crosses-works
         ╭─ examples/app.ts:9:139
       9 │ …xxxxxxxxxxxxxx" + culprit() + "yyyyyyyyyyyyyyyyyyyyy…
         │                    ^^^^^^^^^
         = docs/diagnostics/path.md#string-crosses-works
      "
    `);
    for (const line of shown.split("\n").slice(1)) expect(line.length).toBeLessThanOrEqual(60);
  });

  test("shows an inserted line only as added, and nothing of a problem without a place", () => {
    const insertion = { span: { file: "app.ts", start: 0, end: 0 }, text: 'import "x";\n' };
    expect(
      plain(problem({ fix: { title: "Import it", edits: [insertion] } })),
    ).toMatchInlineSnapshot(`
      "error \`use\` is handed a string. path/string-crosses-works
         fix: Import it
       1 + import "x";
         = docs/diagnostics/path.md#string-crosses-works
      "
    `);
  });

  test("names a file that cannot be read, without lines", () => {
    expect(plain(problem({ span: { file: "gone.ts", start: 3, end: 5 } }))).toMatchInlineSnapshot(`
      "error \`use\` is handed a string. path/string-crosses-works
         ╭─ examples/gone.ts
         = docs/diagnostics/path.md#string-crosses-works
      "
    `);
  });

  test("marks two places of one line below the same line", () => {
    const related = [{ span: at('"日本語"'), message: "and this" }];
    expect(plain(problem({ span: at("this.make.file"), related }))).toMatchInlineSnapshot(`
      "error \`use\` is handed a string. path/string-crosses-works
         ╭─ examples/app.ts:4:28
       4 │     await this.use.run("日本語", this.make.file); // 🎉 done
         │                                  ^^^^^^^^^^^^^^
         │                        -------- and this
         = docs/diagnostics/path.md#string-crosses-works
      "
    `);
  });

  test("colours what it is told to", () => {
    const shown = frame(problem({ span: at("this.make.file") }), {
      texts: () => source,
      place: (file) => file,
      paint: (format, part) => styleText(format, part, { validateStream: false }),
      width: 80,
    });
    expect(shown).toContain("\u001b[31m^^^^^^^^^^^^^^\u001b[39m");
  });
});
