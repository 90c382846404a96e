import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { expect, test } from "vitest";
import { scratch, thunderhead } from "./thunderhead.ts";

const place = {
  file: v.string(),
  line: v.number(),
  column: v.number(),
  endLine: v.number(),
  endColumn: v.number(),
};

const fix = v.strictObject({
  title: v.string(),
  edits: v.array(v.strictObject({ ...place, text: v.string() })),
});

/** What programs may rely on. */
const checkReport = v.strictObject({
  version: v.literal(1),
  diagnostics: v.array(
    v.strictObject({
      slug: v.pipe(v.string(), v.regex(/^[a-z]+\/[a-z-]+$/)),
      severity: v.picklist(["error", "warning", "info"]),
      message: v.string(),
      ...place,
      related: v.array(v.strictObject({ ...place, message: v.string() })),
      fix: v.nullable(fix),
      otherFixes: v.optional(v.array(fix)),
      docs: v.pipe(v.string(), v.regex(/^docs\/diagnostics\/[a-z]+\.md#[a-z-]+$/)),
    }),
  ),
});

const clash = `import { App, Flow, Work } from "thunderhead";
class Serve extends Work {
  override async run() {}
}
class Root extends Flow {
  one = new Serve({ port: 8080 });
  two = new Serve({ port: 8080 });
  override async run() {
    this.one.start();
    this.two.start();
  }
}
export default new App(new Root());
`;

test("check shows problems with their place on stderr, and exits with 2", async () => {
  using app = await scratch({ "app.ts": clash });
  const { code, stdout, stderr } = await thunderhead(["check"], { cwd: app.path });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("─ app.ts:7:27");
  expect(stderr).toContain("service/port-clash");
  expect(stderr).not.toContain("\u001b[");
});

test("check shows colours when they are asked for", async () => {
  using app = await scratch({ "app.ts": clash });
  const env = { FORCE_COLOR: "1", NO_COLOR: "" };
  const { stderr } = await thunderhead(["check"], { cwd: app.path, env });
  expect(stderr).toContain("\u001b[31m");
});

test("check --json prints them on stdout, for programs", async () => {
  using app = await scratch({ "app.ts": clash });
  const { code, stdout, stderr } = await thunderhead(["check", "--json"], { cwd: app.path });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  const report: unknown = JSON.parse(stdout);
  expect(v.safeParse(checkReport, report).issues).toBeUndefined();
  expect(report).toMatchObject({
    version: 1,
    diagnostics: [{ slug: "service/port-clash", file: "app.ts", line: 7, column: 27 }],
  });
});

test("check --fix applies what is offered", async () => {
  using app = await scratch({ "app.ts": clash });
  await thunderhead(["check", "--fix"], { cwd: app.path });
  expect(readFileSync(join(app.path, "app.ts"), "utf8")).toContain("two = new Serve({ port: 0 })");
  expect((await thunderhead(["check"], { cwd: app.path })).code).toBe(0);
});

test("check of a file elsewhere names it from where one stands", async () => {
  using app = await scratch({ "apps/clash/app.ts": clash });
  const { stderr } = await thunderhead(["check", "apps/clash"], { cwd: app.path });
  expect(stderr).toContain("─ apps/clash/app.ts:7:27");
});

test("graph prints people, programs and diagrams what the compiler saw", async () => {
  const app = "examples/boring/app.ts";
  const text = await thunderhead(["graph", app]);
  expect(text).toMatchObject({ code: 0, stderr: "" });
  expect(text.stdout).toMatch(/serve +work +ServeFile +default +:1111/);
  const json: unknown = JSON.parse((await thunderhead(["graph", app, "--json"])).stdout);
  expect(json).toMatchObject({ version: 1, order: [["source", "serve"]] });
  const { stdout } = await thunderhead(["graph", app, "--mermaid"]);
  expect(stdout).toMatch(/^flowchart LR\n/);
});
