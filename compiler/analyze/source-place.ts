import type { Class, Node, Program } from "oxc-parser";
import type { TextEdit } from "#diagnostics/diagnostic.ts";
import type { Span } from "#source/span.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Module } from "./module.ts";

/** Finds syntax again from a span: fixes edit text, so they need to know what stands around it. */
export function moduleOf({ loader }: Interpreter, file: string): Module | undefined {
  for (const module of loader.modules.values()) if (module?.file === file) return module;
  return undefined;
}

export function textAt(interpreter: Interpreter, { file, start, end }: Span): string {
  return moduleOf(interpreter, file)?.text.slice(start, end) ?? "";
}

/** The nodes around a span, outermost first. */
export function ancestors(program: Program, { start, end }: Span): readonly Node[] {
  const chain: Node[] = [];
  let at: Node | undefined = program;
  while (at) {
    chain.push(at);
    at = childrenOf(at).find((child) => child.start <= start && child.end >= end);
  }
  return chain;
}

/** A node and everything in it. */
export const descendants = (node: Node): readonly Node[] => listed(node, { functions: true });

/** A node and what is in it, but not what functions in it hold: these run when somebody calls them. */
export const descendantsInside = (node: Node): readonly Node[] =>
  listed(node, { functions: false });

function listed(root: Node, { functions }: { readonly functions: boolean }): readonly Node[] {
  const found: Node[] = [];
  const visit = (node: Node): void => {
    found.push(node);
    for (const child of childrenOf(node))
      if (functions || !child.type.includes("Function")) visit(child);
  };
  visit(root);
  return found;
}

export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const one of value) if (isNode(one)) children.push(one);
    } else if (isNode(value)) children.push(value);
  }
  return children;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  "start" in value &&
  "end" in value;

/** The class whose method, arrow functions inside included, contains a span: where `this` is an instance of it. */
export interface MethodPlace {
  readonly class: Class;
  readonly async: boolean;
  /** In a loop or a callback of the method. */
  readonly repeated: boolean;
}

export function methodAround(interpreter: Interpreter, span: Span): MethodPlace | undefined {
  const module = moduleOf(interpreter, span.file);
  const chain = module ? ancestors(module.parsed.program, span) : [];
  const method = chain.findLastIndex(({ type }) => type === "MethodDefinition");
  const owner = chain
    .slice(0, method)
    .findLast(
      (node): node is Class => node.type === "ClassDeclaration" || node.type === "ClassExpression",
    );
  if (method < 0 || owner === undefined) return undefined;
  const inside = chain.slice(method + 2);
  if (inside.some(({ type }) => type === "FunctionExpression" || type === "FunctionDeclaration"))
    return undefined;
  const innermost = chain.findLast((node) => "async" in node);
  return {
    class: owner,
    async: innermost !== undefined && "async" in innermost && innermost.async === true,
    repeated: inside.some(({ type }) => /^(?:For|While|DoWhile)|ArrowFunction/u.test(type)),
  };
}

/** Makes a name of `thunderhead` available in a file; nothing where it is already. */
export function importEdits(
  interpreter: Interpreter,
  file: string,
  name: string,
): readonly TextEdit[] {
  const module = moduleOf(interpreter, file);
  if (module === undefined) return [];
  for (const node of module.parsed.program.body) {
    if (
      node.type !== "ImportDeclaration" ||
      node.source.value !== "thunderhead" ||
      node.importKind === "type"
    )
      continue;
    const named = node.specifiers.filter((one) => one.type === "ImportSpecifier");
    if (named.some((one) => one.local.name === name && one.importKind !== "type")) return [];
    const last = named.at(-1);
    if (last) return [{ span: { file, start: last.end, end: last.end }, text: `, ${name}` }];
  }
  return [{ span: { file, start: 0, end: 0 }, text: `import { ${name} } from "thunderhead";\n` }];
}
