/**
 * Writes `dist/types/` for publishing: the compiler's declarations, in which imports by room (`#sdk/path.ts`)
 * become relative ones, since a package's own import names are no business of who installs it.
 *
 *   node setup/types.ts
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = join(import.meta.dirname, "..");
const types = join(root, "dist", "types");
const { imports }: { imports: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);

rmSync(types, { recursive: true, force: true });
const tsc = join(root, "node_modules", ".bin", "tsc");
const { status } = spawnSync(tsc, ["-p", "tsconfig.types.json"], { cwd: root, stdio: "inherit" });
if (status !== 0) process.exit(status ?? 1);
for (const file of globSync("**/*.d.ts", { cwd: types })) {
  const path = join(types, file);
  writeFileSync(path, relativeImports(readFileSync(path, "utf8"), file));
}

function relativeImports(text: string, file: string): string {
  return text.replaceAll(/"([#.][^"]+)\.ts"/g, (_, specifier: string) => {
    if (specifier.startsWith(".")) return JSON.stringify(`${specifier}.js`);
    const to = relative(dirname(file), target(specifier));
    return JSON.stringify(`${to.startsWith(".") ? to : `./${to}`}.js`);
  });
}

function target(specifier: string): string {
  for (const [pattern, folder] of Object.entries(imports)) {
    const stem = pattern.replace("*", "");
    if (specifier.startsWith(stem))
      return folder.replace("./", "").replace("*", specifier.slice(stem.length));
  }
  throw new Error(`package.json names no ${specifier}.`);
}
