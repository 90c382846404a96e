import { InternalError } from "#diagnostics/sink.ts";
import { type Import, importsIn } from "#plan/expression.ts";
import {
  type ComponentFile,
  isCall,
  type PlanFile,
  type SettingType,
  type Statement,
} from "#plan/plan.ts";
import type { ProgramComponent } from "#plan/provider.ts";

/** The program components that these files import, and those that these import in turn; sorted by name. */
export function componentFiles(
  files: readonly PlanFile[],
  program: Readonly<Record<string, ProgramComponent>>,
): readonly ComponentFile[] {
  const wanted = new Set<string>();
  const want = (file: string): void => {
    if (wanted.has(file)) return;
    wanted.add(file);
    for (const other of componentOf(file).needs) want(other);
  };
  const componentOf = (file: string): ProgramComponent => {
    const component = program[file];
    if (!component) throw new InternalError(`The provider has no program component ${file}.`);
    return component;
  };
  for (const { statements } of files) {
    for (const file of statements.flatMap(importedComponents)) want(file);
  }
  return [...wanted].sort().map((file) => ({ file, source: componentOf(file).source }));
}

function importedComponents(statement: Statement): readonly string[] {
  if (statement.kind === "setting") return typeFiles(statement.type);
  return importsOf(statement).flatMap((it) => (it.kind === "component" ? [it.file] : []));
}

export function importsOf(statement: Statement): readonly Import[] {
  if (isCall(statement)) {
    const { callee, arguments: first, options } = statement;
    return [callee, ...importsIn(first), ...(options ? importsIn(options) : [])];
  }
  return "value" in statement ? importsIn(statement.value) : [];
}

function typeFiles(type: SettingType): readonly string[] {
  if (type.kind === "component") return [type.file];
  if (type.kind === "list") return typeFiles(type.of);
  return type.kind === "record" ? Object.values(type.fields).flatMap(typeFiles) : [];
}
