import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { object, parse, record, string } from "valibot";
import { deployPackagesFailed } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import { paint, say } from "../render/print.ts";

const manifest = object({ dependencies: record(string(), string()) });

/** Packages of the emitted program that Node would not find from infra/. */
export function missingPackages(infra: string): readonly string[] {
  const text = readFileSync(join(infra, "package.json"), "utf8");
  const require = createRequire(join(infra, "index.ts"));
  return Object.keys(parse(manifest, JSON.parse(text)).dependencies).filter(
    (name) => !resolves(require, `${name}/package.json`),
  );
}

function resolves(require: NodeJS.Require, specifier: string): boolean {
  try {
    require.resolve(specifier);
    return true;
  } catch {
    return false;
  }
}

/** `npm install` in infra/ where something is missing, with npm's lines as they come. */
export async function installPackages(infra: string, sink: Sink): Promise<boolean> {
  const missing = missingPackages(infra);
  if (missing.length === 0) return true;
  say(`Installing ${missing.join(", ")} into infra/ (once; half a minute)`);
  const { code, output } = await npmInstall(infra);
  if (code === 0 && missingPackages(infra).length === 0) return true;
  const detail = output.trim().split("\n").slice(-5).join("\n") || "npm ended without a word.";
  sink.report(deployPackagesFailed(undefined, { folder: "infra", detail }));
  return false;
}

function npmInstall(infra: string): Promise<{ readonly code: number; readonly output: string }> {
  const child = spawn("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: infra,
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  const heard = (text: string) => {
    output += text;
    for (const line of text.split("\n").filter(Boolean)) say(paint("dim", `  npm · ${line}`));
  };
  child.stdout.setEncoding("utf8").on("data", heard);
  child.stderr.setEncoding("utf8").on("data", heard);
  return new Promise((resolve) => {
    child.once("error", ({ message }) => resolve({ code: 1, output: message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  });
}
