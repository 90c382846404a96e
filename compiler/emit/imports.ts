import { dirname, relative } from "node:path/posix";
import { type Import, importsIn } from "#plan/expression.ts";
import { isCall, type PlanFile, type SettingType, type Statement, symbolsOf } from "#plan/plan.ts";
import { stringLiteral } from "./escape.ts";
import { widest } from "./layout.ts";

/** Where each symbol's variable is exported, and its name. */
export type Exports = ReadonlyMap<string, { readonly file: string; readonly name: string }>;

/**
 * Import lines of one file: `./overrides.ts` first, for it must run first; packages, then our own files, both
 * by name. Each statement declares what it needs; nothing is written twice.
 */
export function importLines({ file, statements }: PlanFile, exports: Exports): readonly string[] {
  const packages = new Map<string, string>();
  const own = new Map<string, Set<string>>();
  const types = new Map<string, Set<string>>();
  const add = (to: Map<string, Set<string>>, from: string, name: string) =>
    to.set(from, (to.get(from) ?? new Set()).add(name));
  for (const statement of statements) {
    for (const it of importsOf(statement)) {
      if (it.kind === "package") packages.set(it.module, it.namespace);
      else add(own, it.file, it.name);
    }
    if (statement.kind === "setting") {
      packages.set("@pulumi/pulumi", "pulumi");
      for (const { file: from, name } of componentTypes(statement.type)) add(types, from, name);
    }
    for (const symbol of symbolsOf(statement, "all")) {
      const exported = exports.get(symbol);
      if (exported && exported.file !== file) add(own, exported.file, exported.name);
    }
  }
  const from = (other: string): string => stringLiteral(relativePath(file, other));
  const named = (keyword: string) => (entry: readonly [string, ReadonlySet<string>]) =>
    namedImport(`${keyword} {`, [...entry[1]].sort(), from(entry[0]));
  const bare = statements.flatMap((it) => (it.kind === "import" ? [it.file] : []));
  const first = bare.filter((other) => other === overridesFile);
  const last = bare.filter((other) => other !== overridesFile);
  return [
    ...first.map((other) => `import ${from(other)};`),
    ...[...packages]
      .sort(byFirst)
      .map(([module, namespace]) => `import * as ${namespace} from ${stringLiteral(module)};`),
    ...[...types].sort(byFirst).map(named("import type")),
    ...[...own].sort(byFirst).map(named("import")),
    ...last.map((other) => `import ${from(other)};`),
  ];
}

const overridesFile = "overrides.ts";

const byFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

function namedImport(start: string, names: readonly string[], from: string): string {
  const line = `${start} ${names.join(", ")} } from ${from};`;
  return line.length <= widest
    ? line
    : `${start}\n${names.map((name) => `  ${name},`).join("\n")}\n} from ${from};`;
}

function relativePath(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function importsOf(statement: Statement): readonly Import[] {
  if (isCall(statement)) {
    const { callee, arguments: first, options } = statement;
    return [callee, ...importsIn(first), ...(options ? importsIn(options) : [])];
  }
  return "value" in statement ? importsIn(statement.value) : [];
}

function componentTypes(type: SettingType): readonly { file: string; name: string }[] {
  if (type.kind === "component") return [type];
  if (type.kind === "list" || type.kind === "map") return componentTypes(type.of);
  return type.kind === "record" ? Object.values(type.fields).flatMap(componentTypes) : [];
}
