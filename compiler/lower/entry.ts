import { isNamed, type PlanFile, symbolsOf } from "#plan/plan.ts";

export const entryFile = "index.ts";

/**
 * The entry runs everything: what no import of its own leads to, it imports by name. And it says in which
 * order the others are best read, which is the order in which they run.
 */
export function withEntry(files: readonly PlanFile[]): readonly PlanFile[] {
  const reached = reachable(files);
  const others = files.filter(({ file }) => file !== entryFile);
  const names = others.map(({ file }) => file.replace(/\.ts$/, ""));
  const sentence = `Read on in this order: ${names.join(", ")}.`;
  const missing = others.filter(({ file }) => !reached.has(file));
  return files.map((file) =>
    file.file === entryFile
      ? {
          ...file,
          header: [...file.header, sentence],
          statements: [
            ...missing.map((other) => ({ kind: "import", file: other.file }) as const),
            ...file.statements,
          ],
        }
      : file,
  );
}

function reachable(files: readonly PlanFile[]): ReadonlySet<string> {
  const byName = new Map(files.map((file) => [file.file, file]));
  const home = new Map(
    files.flatMap(({ file, statements }) =>
      statements.filter(isNamed).map(({ symbol }) => [symbol, file] as const),
    ),
  );
  const seen = new Set<string>();
  const stack = [entryFile];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    for (const statement of byName.get(next)?.statements ?? []) {
      for (const symbol of symbolsOf(statement, "all")) stack.push(home.get(symbol) ?? next);
    }
  }
  return seen;
}
