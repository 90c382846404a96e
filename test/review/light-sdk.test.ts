/** A user's own file may use what the SDK brings for functions: it comes late, and whole. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { collectingSink } from "#diagnostics/sink.ts";
import { runProgram } from "#review/runner.ts";

const app = mkdtempSync(join(tmpdir(), "light-sdk-"));
const infra = join(app, "infra");
afterAll(() => rmSync(app, { recursive: true, force: true }));

const program = `
import * as pulumi from "@pulumi/pulumi";
import { Arborist } from "@npmcli/arborist";
const greeting = "captured by a function";
export const handler = pulumi.runtime.serializeFunction(() => greeting).then(({ text }) => text);
export const packages = new Arborist({ path: process.cwd() }).loadActual().then(({ name }) => name);
`;

test("functions are serialized with what they capture, packages listed", async () => {
  mkdirSync(infra);
  writeFileSync(join(infra, "Pulumi.yaml"), "name: own\nruntime: nodejs\nmain: index.ts\n");
  writeFileSync(join(infra, "package.json"), '{ "name": "own", "type": "module" }');
  writeFileSync(join(infra, "index.ts"), program);
  const sink = collectingSink();
  const run = await runProgram(infra, { sink });
  expect(sink.diagnostics()).toEqual([]);
  expect(JSON.stringify(run?.outputs["handler"])).toContain("captured by a function");
  expect(run?.outputs["packages"]).toBe("infra");
});
