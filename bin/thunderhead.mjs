#!/usr/bin/env node
// The command's first step: it must load on any Node, to say which one is needed. Everything else is in
// dist/cli.js, built from compiler/cli.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import nodeModule from "node:module";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Thunderhead needs Node 22.18 or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      "Install a current Node from https://nodejs.org, or run `npx -p node@24 thunderhead …`.",
  );
  process.exit(2);
}
nodeModule.enableCompileCache?.();

const cli = new URL("../dist/cli.js", import.meta.url);
const build = new URL("../setup/build.ts", import.meta.url);
if (!existsSync(cli) && existsSync(build)) {
  spawnSync(process.execPath, [fileURLToPath(build)], { stdio: ["ignore", "ignore", "inherit"] });
}
const { main } = await import(cli.href);
await main(process.argv.slice(2));
