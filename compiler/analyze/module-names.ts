import type { ExportDefaultDeclaration, ModuleExportName, Statement } from "oxc-parser";

export function declaredNames(node: Statement): readonly string[] {
  if (node.type === "VariableDeclaration")
    return node.declarations.flatMap(({ id }) => patternNames(id));
  if (node.type === "ClassDeclaration" || node.type === "FunctionDeclaration")
    return node.id ? [node.id.name] : [];
  const { type } = node;
  const { id } =
    type === "TSEnumDeclaration" || type === "TSModuleDeclaration" ? node : { id: null };
  return id?.type === "Identifier" ? [id.name] : [];
}

type Pattern = Extract<Statement, { type: "VariableDeclaration" }>["declarations"][number]["id"];

export function patternNames(pattern: Pattern): readonly string[] {
  if (pattern.type === "Identifier") return [pattern.name];
  if (pattern.type === "AssignmentPattern") return patternNames(pattern.left);
  if (pattern.type === "ObjectPattern") {
    return pattern.properties.flatMap((one) =>
      patternNames(one.type === "RestElement" ? one.argument : one.value),
    );
  }
  return pattern.elements.flatMap((one) =>
    one === null ? [] : patternNames(one.type === "RestElement" ? one.argument : one),
  );
}

/** `export default class X` binds X; anything else gets a name that no source can spell. */
export function defaultName({ declaration }: ExportDefaultDeclaration): string {
  const named =
    declaration.type === "ClassDeclaration" || declaration.type === "FunctionDeclaration";
  return named && declaration.id ? declaration.id.name : "*default*";
}

export const nameOf = (node: ModuleExportName): string =>
  node.type === "Literal" ? node.value : node.name;
