/**
 * The printer: plan → the text of a Pulumi program. It knows how TypeScript is written and nothing of any
 * cloud: what exists, in which file and order and under which names is decided in the plan. No time, version
 * of ours or path of this machine gets in, so the same plan is the same bytes anywhere.
 */
import type { Plan, PlanFile, Statement } from "#plan/plan.ts";
import { isNamed, symbolsOf } from "#plan/plan.ts";
import { type Exports, importLines } from "./imports.ts";
import { comment } from "./layout.ts";
import { printStatement, type StatementContext, type Visibility } from "./print-statement.ts";
import { projectFiles } from "./project.ts";

/** One file of infra/. */
export interface ProgramFile {
  /** Relative to infra/. */
  readonly file: string;
  readonly text: string;
  /** The user's from the first compile on: written where it is missing, never touched again. */
  readonly once?: boolean | undefined;
}

export interface EmitOptions {
  /** Reads a program component, which is copied as it stands. */
  readonly readText: (absolute: string) => string;
}

/** Every file of infra/ but the bundles, sorted by name. */
export function emitProgram(plan: Plan, { readText }: EmitOptions): readonly ProgramFile[] {
  const exports: Exports = new Map(
    plan.files.flatMap(({ file, statements }) =>
      statements
        .filter(isNamed)
        .map(({ symbol }) => [symbol, { file, name: plan.identifiers[symbol] ?? symbol }] as const),
    ),
  );
  const users = usersOf(plan.files);
  const files = [
    ...plan.files.map((file) => printFile(file, { plan, exports, users })),
    ...plan.components.map(({ file, source }) => ({ file, text: readText(source) })),
    ...projectFiles(plan.project),
  ];
  return files.toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

/** Symbol → files that refer to it. */
type Users = ReadonlyMap<string, ReadonlySet<string>>;

function usersOf(files: readonly PlanFile[]): Users {
  const users = new Map<string, Set<string>>();
  for (const { file, statements } of files) {
    for (const symbol of statements.flatMap((it) => symbolsOf(it, "all"))) {
      users.set(symbol, (users.get(symbol) ?? new Set()).add(file));
    }
  }
  return users;
}

function printFile(
  file: PlanFile,
  { plan, exports, users }: { plan: Plan; exports: Exports; users: Users },
): ProgramFile {
  const visibility = (symbol: string): Visibility => {
    const who = users.get(symbol) ?? new Set();
    if (who.size === 0) return "nobody";
    return [...who].every((other) => other === file.file) ? "file" : "program";
  };
  const context = { names: plan.identifiers, visibility };
  const parts = [
    [...file.header.flatMap((text) => comment(text)), ...importLines(file, exports)].join("\n"),
    ...paragraphs(file.statements, context),
  ];
  return { file: file.file, text: `${parts.filter(Boolean).join("\n\n")}\n` };
}

/** A blank line between thoughts: settings and outputs of one line each are one thought. */
function paragraphs(
  statements: readonly Statement[],
  context: StatementContext,
): readonly string[] {
  const shown = statements.filter(({ kind }) => kind !== "import");
  const found: string[] = [];
  let before: { readonly group: string; readonly long: boolean } | undefined;
  for (const statement of shown) {
    const text = printStatement(statement, context);
    const group = groupOf(statement);
    const long = text.includes("\n");
    const joins = group !== "" && before?.group === group && !long && !before.long;
    const last = found.at(-1);
    if (joins && last !== undefined) found[found.length - 1] = `${last}\n${text}`;
    else found.push(text);
    before = { group, long };
  }
  const reads = shown.some((it) => it.kind === "setting" && it.namespace === undefined);
  return reads ? ["const config = new pulumi.Config();", ...found] : found;
}

const groups: Readonly<Partial<Record<Statement["kind"], string>>> = {
  setting: "values",
  constant: "values",
  output: "outputs",
};
const groupOf = ({ kind }: Statement): string => groups[kind] ?? "";
