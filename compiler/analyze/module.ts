import type { ImportDeclaration, Statement } from "oxc-parser";
import { type ParseContext, type ParsedModule, parseModule } from "#parse/module.ts";
import { type Resolution, resolveImport } from "#parse/resolve.ts";
import type { Span } from "#source/span.ts";
import { reportMissingImport } from "./checks/missing-import.ts";
import { declareCommonJs, isCommonJs } from "./commonjs.ts";
import { evaluateModule } from "./evaluate-module.ts";
import type { HeapObject } from "./heap.ts";
import { type Interpreter, spanIn } from "./interpreter.ts";
import { makeJson } from "./make.ts";
import { commonJsNamespace, exportOf } from "./module-export.ts";
import { declaredNames, defaultName, nameOf } from "./module-names.ts";
import { innerScope, type Scope } from "./scope.ts";
import type { Value } from "./value.ts";

/** A module of the app or of a package, linked on first need. */
export interface Module {
  readonly file: string;
  readonly path: string;
  readonly text: string;
  readonly start: Span;
  readonly parsed: ParsedModule;
  readonly scope: Scope;
  /** Exported name → the local one, or where it is re-exported from. */
  readonly exports: Map<string, Exported>;
  readonly stars: Source[];
  readonly installed: boolean;
  /** Its `module`, where it is a CommonJS one. */
  readonly commonJs?: HeapObject | undefined;
  state: "linked" | "evaluating" | "done";
  /** What its top level throws, where it surely does. */
  thrown?: Value | undefined;
}

export type Exported =
  | { readonly local: string }
  | { readonly from: Source; readonly name: string };

/** Where an import leads. */
export type Source =
  | { readonly kind: "module"; readonly module: Module }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "sdk"; readonly exports: Readonly<Record<string, Value>> }
  | { readonly kind: "builtin"; readonly name: string }
  | {
      readonly kind: "lost";
      readonly reason: string;
      readonly reported: boolean;
      readonly span: Span;
    };

/** All modules of one analysis. */
export interface Loader {
  readonly context: ParseContext;
  readonly sdk: Readonly<
    Record<"thunderhead" | "thunderhead/components", Readonly<Record<string, Value>>>
  >;
  readonly modules: Map<string, Module | undefined>;
}

/** The module at a path, parsed and linked but not evaluated. */
export function loadModule(
  interpreter: Interpreter,
  path: string,
  installed = false,
): Module | undefined {
  const { modules, context } = interpreter.loader;
  if (modules.has(path)) return modules.get(path);
  const parsed = parseModule(path, context);
  const module = parsed && emptyModule(interpreter, parsed, installed);
  modules.set(path, module);
  if (module) link(interpreter, module);
  return module;
}

function emptyModule(interpreter: Interpreter, parsed: ParsedModule, installed: boolean): Module {
  const imports = new Map<string, () => Value>();
  const scope = innerScope(interpreter, undefined, {
    function: true,
    imported: (name) => imports.get(name)?.(),
  });
  importsOf.set(scope, imports);
  const start = { file: parsed.file, start: 0, end: 0 };
  const { file, path, text } = parsed;
  const from = { path, installed };
  const require = (specifier: string, span: Span): Value =>
    required(interpreter, sourceOf(interpreter, from, { specifier, span }), span);
  return {
    ...(isCommonJs(parsed)
      ? { commonJs: declareCommonJs(interpreter, { scope, path, start, require }) }
      : {}),
    file,
    path,
    text,
    start,
    parsed,
    scope,
    exports: new Map(),
    stars: [],
    installed,
    state: "linked",
  };
}

/** A module scope's imported names; live bindings, so each is asked for anew. */
const importsOf = new WeakMap<Scope, Map<string, () => Value>>();

function link(interpreter: Interpreter, module: Module): void {
  for (const node of module.parsed.program.body) {
    if (node.type === "ImportDeclaration") linkImport(interpreter, module, node);
    else if (node.type === "ExportNamedDeclaration") linkExport(interpreter, module, node);
    else if (node.type === "ExportDefaultDeclaration")
      module.exports.set("default", { local: defaultName(node) });
    else if (node.type === "ExportAllDeclaration" && node.exportKind !== "type") {
      const from = sourceOf(interpreter, module, {
        specifier: node.source.value,
        span: spanIn(module, node.source),
      });
      if (node.exported) module.exports.set(nameOf(node.exported), { from, name: "*" });
      else module.stars.push(from);
    }
  }
}

function linkImport(interpreter: Interpreter, module: Module, node: ImportDeclaration): void {
  if (node.importKind === "type") return;
  const named = node.specifiers.filter(
    (one) => one.type !== "ImportSpecifier" || one.importKind !== "type",
  );
  if (node.specifiers.length > 0 && named.length === 0) return;
  const from = sourceOf(interpreter, module, {
    specifier: node.source.value,
    span: spanIn(module, node.source),
  });
  const imports = importsOf.get(module.scope);
  for (const specifier of named) {
    const name =
      specifier.type === "ImportSpecifier"
        ? nameOf(specifier.imported)
        : specifier.type === "ImportDefaultSpecifier"
          ? "default"
          : "*";
    const span = spanIn(module, specifier);
    imports?.set(specifier.local.name, () =>
      exportOf(interpreter, from, { name, span, from: module }),
    );
  }
}

function linkExport(
  interpreter: Interpreter,
  module: Module,
  node: Extract<Statement, { type: "ExportNamedDeclaration" }>,
): void {
  if (node.exportKind === "type") return;
  if (node.declaration) {
    for (const name of declaredNames(node.declaration)) module.exports.set(name, { local: name });
    return;
  }
  const from =
    node.source &&
    sourceOf(interpreter, module, {
      specifier: node.source.value,
      span: spanIn(module, node.source),
    });
  for (const specifier of node.specifiers) {
    if (specifier.exportKind === "type") continue;
    const local = nameOf(specifier.local);
    module.exports.set(nameOf(specifier.exported), from ? { from, name: local } : { local });
  }
}

/** What `require` answers. */
function required(interpreter: Interpreter, from: Source, span: Span): Value {
  if (from.kind === "module" && from.module.commonJs) evaluateModule(interpreter, from.module);
  return exportOf(interpreter, from, { name: "*", span, from: undefined });
}

/** What `import(specifier)` resolves to; undefined where it leads nowhere that is followed. */
export function importedNamespace(
  interpreter: Interpreter,
  module: Module,
  at: { readonly specifier: string; readonly span: Span },
): Value {
  const from = sourceOf(interpreter, module, at);
  const value = exportOf(interpreter, from, { name: "*", span: at.span, from: module });
  return from.kind === "module" && from.module.commonJs
    ? commonJsNamespace(interpreter, value, at.span)
    : value;
}

function sourceOf(
  interpreter: Interpreter,
  module: Pick<Module, "path" | "installed">,
  { specifier, span }: { readonly specifier: string; readonly span: Span },
): Source {
  const { context } = interpreter.loader;
  const resolution = resolveImport(specifier, module.path, context.host);
  return resolvedSource(interpreter, resolution, { module, specifier, span });
}

function resolvedSource(
  interpreter: Interpreter,
  resolution: Resolution,
  {
    module,
    specifier,
    span,
  }: {
    readonly module: Pick<Module, "path" | "installed">;
    readonly specifier: string;
    readonly span: Span;
  },
): Source {
  const { context, sdk } = interpreter.loader;
  const lost = (reason: string, reported: boolean): Source => ({
    kind: "lost",
    reason,
    reported,
    span,
  });
  switch (resolution.kind) {
    case "sdk":
      return { kind: "sdk", exports: sdk[resolution.entry] };
    case "builtin":
      return { kind: "builtin", name: resolution.name };
    case "json":
      return (
        jsonSource(interpreter, resolution.path) ?? lost(`\`${specifier}\` is not JSON`, false)
      );
    case "opaque":
      return lost(`\`${specifier}\` is not source code`, false);
    case "missing":
      if (!module.installed) reportMissingImport(context.sink, resolution, { specifier, span });
      return lost(`\`${specifier}\` leads nowhere`, !module.installed);
    case "source": {
      const loaded = loadModule(
        interpreter,
        resolution.path,
        module.installed || resolution.installed,
      );
      return loaded
        ? { kind: "module", module: loaded }
        : lost(`\`${specifier}\` does not parse`, true);
    }
  }
}

function jsonSource(interpreter: Interpreter, path: string): Source | undefined {
  const { host, relativize } = interpreter.loader.context;
  const text = host.readText(path);
  try {
    const span = { file: relativize(path), start: 0, end: 0 };
    return { kind: "value", value: makeJson(interpreter, JSON.parse(text ?? ""), span) };
  } catch {
    return undefined;
  }
}
