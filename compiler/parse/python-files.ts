import { dirname, join } from "node:path/posix";
import type { FileHost } from "#source/host.ts";

/**
 * The Python files a script needs beside it: the modules of its own folder that it imports, and what those
 * import. A script that imports by a computed name gets every module of its folder. Paths are relative to
 * the app's folder, sorted; the script comes with them. Other scripts of the folder stay out, so that a
 * change there leaves this work's bundle alone.
 */
export function pythonFiles(
  script: string,
  at: { readonly host: FileHost; readonly directory: string },
): readonly string[] {
  const folder = dirname(script);
  const siblings = at.host.listFiles(join(at.directory, folder)).filter(isModule);
  const found = new Set<string>();
  const take = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const text = at.host.readText(join(at.directory, folder, file)) ?? "";
    const wanted = importsByName(text)
      ? siblings
      : importedModules(text, file).flatMap((name) => filesOf(name, siblings));
    for (const sibling of wanted) take(sibling);
  };
  take(script.slice(folder === "." ? 0 : folder.length + 1));
  return [...found].map((file) => join(folder, file)).sort();
}

/** Python's own source, outside environments and caches. */
const isModule = (file: string): boolean =>
  file.endsWith(".py") &&
  !/(^|\/)(\.[^/]*|__pycache__|node_modules|site-packages|venv|infra)\//.test(file);

const importsByName = (text: string): boolean =>
  /\b(importlib|__import__|runpy|pkgutil)\b/.test(text);

/** Dotted names as paths: `a.b` → `a/b`; relative ones counted from the file's folder. */
function importedModules(text: string, file: string): readonly string[] {
  const logical = text
    .replace(/\\\r?\n/g, " ")
    .replace(/\([^()]*\)/g, (group) => group.replace(/\s+|#.*$/gm, " "));
  const plain = [...logical.matchAll(/(?:^|[;:])[ \t]*import[ \t]+([^#\n;]+)/gm)].flatMap(
    ([, list = ""]) => list.split(",").map((name) => firstWord(name)),
  );
  const from = [
    ...logical.matchAll(/(?:^|[;:])[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+([^#\n;]+)/gm),
  ].flatMap(([, dots = "", name = "", list = ""]) => {
    const base = dots === "" ? name : relativeName(file, dots.length, name);
    const members = list.replace(/[()]/g, " ").split(",").map(firstWord).filter(Boolean);
    return [base, ...members.map((member) => (base === "" ? member : `${base}.${member}`))];
  });
  return [...plain, ...from].filter(Boolean).map((name) => name.replaceAll(".", "/"));
}

const firstWord = (text: string): string => text.trim().split(/\s/)[0] ?? "";

function relativeName(file: string, dots: number, name: string): string {
  const folders = file.split("/").slice(0, -dots);
  return [...folders, ...name.split(".")].filter(Boolean).join(".");
}

/** `a/b` may be `a/b.py` or the package `a/b/`, and importing it runs every `__init__.py` on the way. */
function filesOf(name: string, siblings: readonly string[]): readonly string[] {
  const segments = name.split("/");
  const initializers = segments.map(
    (_, index) => `${segments.slice(0, index + 1).join("/")}/__init__.py`,
  );
  return [`${name}.py`, ...initializers].filter((file) => siblings.includes(file));
}
