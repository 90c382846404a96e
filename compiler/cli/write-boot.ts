// Synchronous, as in the bundles' writer.
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { BootFile } from "#plan/provider.ts";

/**
 * `bundles/boot/`: what machines boot from. Large files are named by their content and lie in a cache, so they are
 * linked where that can be; what is there already is left alone, and what nobody names any more goes.
 */
export function writeBoot(files: readonly BootFile[], root: string): void {
  if (files.length === 0) return;
  mkdirSync(root, { recursive: true });
  const wanted = new Set(files.map(({ name }) => name));
  for (const name of readdirSync(root)) if (!wanted.has(name)) rmSync(join(root, name));
  for (const file of files) {
    const path = join(root, file.name);
    if ("text" in file) writeText(path, file.text);
    else bring(file.source, path);
  }
}

function bring(source: string, path: string): void {
  if (existsSync(path)) return;
  try {
    linkSync(source, path);
  } catch {
    // Another disk, or one that has no links.
    copyFileSync(source, path);
  }
}

function writeText(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}
