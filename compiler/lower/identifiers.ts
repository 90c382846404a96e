import { importsIn } from "#plan/expression.ts";
import { isCall, isNamed, type PlanFile, type Statement } from "#plan/plan.ts";

/**
 * Variable names by symbol, unique in the whole program, so that no import is ever renamed and a name means
 * one thing wherever it is read. Outputs keep their names, for they are what people ask the stack for.
 */
export function identifiersFor(files: readonly PlanFile[]): Readonly<Record<string, string>> {
  const statements = files.flatMap((file) => file.statements);
  const taken = new Set([...reserved, ...statements.flatMap(importedNames)]);
  const outputs = statements.filter(({ kind }) => kind === "output");
  for (const output of outputs) if (output.kind === "output") taken.add(output.identifier);
  return Object.fromEntries(
    statements.filter(isNamed).map(({ symbol, identifier }) => {
      const name = unique(variableName(identifier), taken);
      taken.add(name);
      return [symbol, name];
    }),
  );
}

function importedNames(statement: Statement): readonly string[] {
  const imports = isCall(statement)
    ? [statement.callee, ...importsIn(statement.arguments)]
    : "value" in statement
      ? importsIn(statement.value)
      : [];
  return imports.map((it) => (it.kind === "package" ? it.namespace : it.name));
}

function unique(wish: string, taken: ReadonlySet<string>): string {
  let name = wish;
  for (let count = 2; taken.has(name); count++) name = `${wish}${count}`;
  return name;
}

/** `models.low-rank` → `modelsLowRank`. Long ones are cut: the logical name says the rest. */
export function variableName(wish: string): string {
  const words = wish.split(/[^\p{ID_Continue}$]+/u).filter((word) => word !== "");
  const joined = words.map((word, at) => (at === 0 ? word : capital(word))).join("");
  const name = /^[\p{ID_Start}$_]/u.test(joined) ? joined : `_${joined}`;
  return [...name].slice(0, longest).join("");
}

const longest = 40;
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Words of the language, and globals that a reader would take for themselves. */
const reserved = `
  abstract any arguments as async await boolean break case catch class const continue debugger declare default
  delete do else enum eval export extends false finally for from function get if implements import in
  infer instanceof interface is keyof let module namespace never new null number object of package
  private protected public readonly require return satisfies set static string super switch symbol this
  throw true try type typeof undefined unique unknown using var void while with yield
  Array Boolean Buffer Date Error Function Infinity JSON Map Math NaN Number Object Promise Proxy Reflect
  RegExp Set String Symbol URL console exports global globalThis process config pulumi
`
  .trim()
  .split(/\s+/);
