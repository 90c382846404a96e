import { InternalError } from "#diagnostics/sink.ts";
import { isNamed, type PlanFile, type Statement, symbolsOf } from "#plan/plan.ts";

/** Files after what they import, statements after what they use; else as they came. */
export function inOrder(files: readonly PlanFile[]): readonly PlanFile[] {
  const home = new Map(
    files.flatMap(({ file, statements }) =>
      statements.filter(isNamed).map(({ symbol }) => [symbol, file] as const),
    ),
  );
  const homeOf = (symbol: string): string => {
    const file = home.get(symbol);
    if (file === undefined) throw new InternalError(`No statement defines ${symbol}.`);
    return file;
  };
  const sorted = files.map((file) => ({ ...file, statements: sortStatements(file.statements) }));
  return topological(sorted, {
    key: ({ file }) => file,
    needs: ({ file, statements }) =>
      statements
        .flatMap((statement) => symbolsOf(statement, "eager"))
        .map(homeOf)
        .filter((other) => other !== file),
  });
}

function sortStatements(statements: readonly Statement[]): readonly Statement[] {
  const here = new Set(statements.filter(isNamed).map(({ symbol }) => symbol));
  return topological(statements, {
    key: (statement) => (isNamed(statement) ? statement.symbol : statement),
    needs: (statement) => symbolsOf(statement, "eager").filter((symbol) => here.has(symbol)),
  });
}

/** Depth first in the given order: a thing comes right after the last thing it needs, or where it stood. */
function topological<Item, Key>(
  items: readonly Item[],
  { key, needs }: { key: (item: Item) => Key; needs: (item: Item) => readonly Key[] },
): readonly Item[] {
  const byKey = new Map(items.map((item) => [key(item), item]));
  const done = new Set<Item>();
  const open = new Set<Item>();
  const visit = (item: Item): void => {
    if (done.has(item)) return;
    if (open.has(item))
      throw new InternalError(`Statements need each other: ${String(key(item))}.`);
    open.add(item);
    for (const need of needs(item)) {
      const other = byKey.get(need);
      if (other !== undefined) visit(other);
    }
    done.add(item);
  };
  for (const item of items) visit(item);
  return [...done];
}
