import { isNamed, type Statement } from "#plan/plan.ts";
import type { Fragment } from "#plan/provider.ts";

/** One piece per file, in the order files were first spoken of. A symbol that several nodes need stands once. */
export function mergeFragments(fragments: readonly Fragment[]): readonly Fragment[] {
  const files = new Map<string, { header: Set<string>; statements: Map<string, Statement> }>();
  for (const { file, header, statements } of fragments) {
    const merged = files.get(file) ?? { header: new Set(), statements: new Map() };
    files.set(file, merged);
    for (const line of header) merged.header.add(line);
    for (const statement of statements) {
      const key = keyOf(statement);
      if (!merged.statements.has(key)) merged.statements.set(key, statement);
    }
  }
  return [...files].map(([file, { header, statements }]) => ({
    file,
    header: [...header],
    statements: [...statements.values()],
  }));
}

function keyOf(statement: Statement): string {
  if (isNamed(statement)) return `symbol ${statement.symbol}`;
  return statement.kind === "import"
    ? `import ${statement.file}`
    : `output ${statement.identifier}`;
}
