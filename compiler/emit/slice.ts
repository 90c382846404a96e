/**
 * Slices a module down to one binding: the top-level statements it reaches, everything else blank. A work's
 * bundle then holds the work's class and nothing of the flow or of other works beside it, and nothing the
 * module does on load that belongs to them. Lines and columns stay, so source maps stay exact. Blank
 * lines also keep a change elsewhere in the file out of this bundle's bytes.
 */
import { parseSync } from "oxc-parser";
import {
  freeNames,
  isNode,
  lexicalNames,
  nameOf,
  nodesIn,
  type SyntaxNode,
} from "./slice-names.ts";

export interface Slice {
  readonly text: string;
  /** The name under which the slice exports the binding. */
  readonly exported: string;
}

/** Slices of one module, which is parsed once. `undefined` where it binds no such name at top level. */
export type Slicer = (binding: string) => Slice | undefined;

export function slicer(file: string, text: string): Slicer {
  const body = nodesIn(parseSync(file, text, { sourceType: "module" }).program.body);
  const statements = body.flatMap((node) => topLevel(node, text));
  return (binding) => sliceOf(statements, text, binding);
}

/** The name is private to slices: it must not meet a user's. */
const slicedName = "__work";

function sliceOf(
  statements: readonly Statement[],
  text: string,
  binding: string,
): Slice | undefined {
  const passed = statements.flatMap(({ passes }) => passes.get(binding) ?? [])[0];
  if (passed) return forward(passed.imported, passed.source);
  const local = statements.flatMap(({ locals }) => locals.get(binding) ?? [])[0] ?? binding;
  if (!statements.some(({ declares }) => declares.includes(local))) return undefined;
  const sliced = blank(text, reachable(statements, local));
  if (local === "default") return { text: sliced, exported: "default" };
  return { text: `${sliced}\nexport { ${local} as ${slicedName} };\n`, exported: slicedName };
}

/** The module only hands the name on; the bundler shakes the one it comes from. */
const forward = (imported: string, source: string): Slice => ({
  text: `export { ${imported} as ${slicedName} } from ${JSON.stringify(source)};\n`,
  exported: slicedName,
});

interface Statement {
  readonly start: number;
  readonly end: number;
  readonly declares: readonly string[];
  readonly mentions: ReadonlySet<string>;
  /** Runs for what it does, not for what it binds. */
  readonly effect: boolean;
  /** An import from a package: it belongs to no component, so an effect may call for it. */
  readonly fromPackage: boolean;
  /** `export { local as name }` */
  readonly locals: ReadonlyMap<string, string>;
  /** `export { imported as name } from "source"` */
  readonly passes: ReadonlyMap<string, { readonly imported: string; readonly source: string }>;
}

function topLevel(node: SyntaxNode, text: string): readonly Statement[] {
  if (
    node.declare === true ||
    isType(node) ||
    ["EmptyStatement", "ExportAllDeclaration"].includes(node.type)
  )
    return [];
  const start = Math.min(node.start, ...decoratorsOf(node).map((decorator) => decorator.start));
  const base = { ...nothing, start, end: node.end };
  if (node.type === "ImportDeclaration") return [{ ...base, ...imported(node, text) }];
  if (node.type === "ExportNamedDeclaration" && !isNode(node.declaration)) {
    return [{ ...base, ...exportList(node) }];
  }
  const mentions = freeNames(node);
  if (node.type === "ExportDefaultDeclaration") {
    return [
      {
        ...base,
        mentions,
        declares: ["default", ...nodesIn(node.declaration).flatMap(({ id }) => nameOf(id))],
      },
    ];
  }
  const declares = lexicalNames(node);
  return [{ ...base, mentions, declares, effect: declares.length === 0 && !isDeclaration(node) }];
}

const nothing: Omit<Statement, "start" | "end"> = {
  declares: [],
  mentions: new Set(),
  effect: false,
  fromPackage: false,
  locals: new Map(),
  passes: new Map(),
};

function imported(node: SyntaxNode, text: string): Partial<Statement> {
  const values = nodesIn(node.specifiers).filter(({ importKind }) => importKind !== "type");
  const source = sourceOf(node, text);
  return {
    declares: values.flatMap(({ local }) => nameOf(local)),
    effect: nodesIn(node.specifiers).length === 0,
    fromPackage: !/^[./#]|^thunderhead($|\/)/.test(source),
  };
}

function exportList(node: SyntaxNode): Partial<Statement> {
  const source = isNode(node.source) ? String(node.source.value) : undefined;
  const pairs = nodesIn(node.specifiers).map(
    ({ local, exported }) => [exportedName(exported), exportedName(local)] as const,
  );
  if (source === undefined) return { locals: new Map(pairs) };
  return { passes: new Map(pairs.map(([name, local]) => [name, { imported: local, source }])) };
}

/** Identifiers, and the string names a module may give its exports. */
const exportedName = (node: unknown): string =>
  nameOf(node)[0] ?? (isNode(node) ? JSON.stringify(node.value) : "");

const sourceOf = (node: SyntaxNode, text: string): string =>
  isNode(node.source) ? text.slice(node.source.start + 1, node.source.end - 1) : "";

const isType = (node: SyntaxNode): boolean =>
  node.importKind === "type" ||
  node.exportKind === "type" ||
  ["TSInterfaceDeclaration", "TSTypeAliasDeclaration", "TSDeclareFunction"].includes(node.type);

const isDeclaration = (node: SyntaxNode): boolean =>
  node.type === "VariableDeclaration" || isNode(node.declaration);

const decoratorsOf = (node: SyntaxNode): readonly SyntaxNode[] => [
  ...nodesIn(node.decorators),
  ...nodesIn(node.declaration).flatMap(({ decorators }) => nodesIn(decorators)),
];

/** The binding's statement, what it mentions, and so on; then effects that concern nothing but these. */
function reachable(statements: readonly Statement[], binding: string): ReadonlySet<Statement> {
  const declaredBy = new Map(
    statements.flatMap((statement) => statement.declares.map((name) => [name, statement] as const)),
  );
  const kept = new Set<Statement>();
  const keep = (statement: Statement | undefined): void => {
    if (statement === undefined || kept.has(statement)) return;
    kept.add(statement);
    for (const name of statement.mentions) keep(declaredBy.get(name));
  };
  const concernsKept = ({ mentions }: Statement): boolean =>
    [...mentions].every((name) => {
      const declaring = declaredBy.get(name);
      return declaring === undefined || declaring.fromPackage || kept.has(declaring);
    });
  keep(declaredBy.get(binding));
  for (let before = -1; before !== kept.size; ) {
    before = kept.size;
    for (const statement of statements)
      if (statement.effect && concernsKept(statement)) keep(statement);
  }
  return kept;
}

/** Of dropped code the line ends stay, and the columns before what follows on its last line. */
function blank(text: string, kept: ReadonlySet<Statement>): string {
  const spaces = (from: number, to: number) =>
    text
      .slice(from, to)
      .replace(/.+$/, (last) => " ".repeat(last.length))
      .replace(/.+(?=[\n\r\u2028\u2029])/g, "");
  let at = 0;
  let sliced = "";
  for (const { start, end } of [...kept].sort((a, b) => a.start - b.start)) {
    sliced += spaces(at, start) + text.slice(start, end);
    at = end;
  }
  return sliced;
}
