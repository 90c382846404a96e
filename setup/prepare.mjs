/**
 * What `npm start` and `npm test` do before anything else, on a machine that has only Node and npm, however
 * old: dependencies by the lock file, a Node that runs TypeScript, and the build in dist/. Plain JavaScript,
 * because it runs before there is anything better. Each step is skipped when its inputs have not changed.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
const oldestNode = [22, 18];

/** Answers the path of a Node ≥ 22.18: this one, or the one among the dependencies. */
export function prepare() {
  installDependencies();
  const node = modernNode();
  execute("Building", node, [join(root, "setup", "build.ts")]);
  return node;
}

export function installDependencies() {
  const stamp = join(root, "node_modules", ".installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(`${process.platform} ${process.arch}`)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Installing dependencies (once; half a minute or so)");
  // On Windows npm is a script, which only a shell can start.
  // Not `npm ci`, which refuses a lock file that lacks the binaries of platforms its registry does not have.
  const install = ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"];
  execute("npm install", "npm", install, {
    shell: process.platform === "win32",
  });
  writeFileSync(stamp, wanted);
}

export function modernNode() {
  if (isModern(process.versions.node)) return process.execPath;
  const name = process.platform === "win32" ? "node.exe" : "node";
  const bundled = join(root, "node_modules", ".bin", name);
  const version = existsSync(bundled)
    ? spawnSync(bundled, ["--version"], { encoding: "utf8" }).stdout
    : "";
  if (isModern(version.trim().slice(1))) return bundled;
  fail(
    `This is Node ${process.versions.node}, and there is no packaged one for ${process.platform} ${process.arch}.\n` +
      `Install Node ${oldestNode.join(".")} or later, then try again.`,
  );
}

function isModern(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
}

/** Runs a step with its output shown, and stops here with its exit code when it fails. */
export function execute(title, command, args, options = {}) {
  const { status, error, signal } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, 2],
    ...options,
  });
  if (error) fail(`${title}: could not start ${command}: ${error.message}`);
  if (status !== 0)
    fail(
      `${title} failed (${signal ?? `exit code ${status}`}). What it said stands above.`,
      status ?? 1,
    );
}

export const say = (line) => process.stderr.write(`thunderhead  ${line}\n`);

export function fail(message, code = 2) {
  process.stderr.write(`\n${message}\n`);
  process.exit(code);
}
