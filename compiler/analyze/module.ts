import type { ImportDeclaration, Statement } from "oxc-parser";
import { moduleUnresolvedImport } from "#diagnostics/catalogue.gen.ts";
import { type ParseContext, type ParsedModule, parseModule } from "#parse/module.ts";
import { type Resolution, resolveImport } from "#parse/resolve.ts";
import type { Span } from "#source/span.ts";
import { builtinModuleExport, builtinModuleNamespace } from "./builtins/node-modules.ts";
import { commonJsExport, declareCommonJs, importsAsNode, isCommonJs } from "./commonjs.ts";
import { evaluateModule } from "./evaluate-module.ts";
import type { HeapObject } from "./heap.ts";
import { type Interpreter, spanIn } from "./interpreter.ts";
import { makeJson, makeRecord } from "./make.ts";
import { get, ownEntries } from "./member.ts";
import { declaredNames, defaultName, nameOf } from "./module-names.ts";
import { ownValues } from "./own-values.ts";
import { innerScope, lookup, type Scope } from "./scope.ts";
import { unknown, type Value } from "./value.ts";

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
}

type Exported = { readonly local: string } | { readonly from: Source; readonly name: string };

/** Where an import leads. */
type Source =
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

function commonJsNamespace(interpreter: Interpreter, exports: Value, span: Span): Value {
  const names =
    exports.kind === "object" && (exports.body.kind === "record" || exports.body.kind === "closure")
      ? ownValues(interpreter, exports, span)
      : [];
  const entries = [...names.filter(([name]) => name !== "default"), ["default", exports] as const];
  return makeRecord(
    interpreter,
    entries.sort(([a], [b]) => (a < b ? -1 : 1)),
    span,
  );
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
      if (!module.installed)
        context.sink.report(moduleUnresolvedImport(span, { specifier, hint: resolution.hint }));
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

interface Wanted {
  readonly name: string;
  readonly span: Span;
  /** The module that imports it; a `require` has none. */
  readonly from: Pick<Module, "path"> | undefined;
}

/** What an import of `name` is worth now. */
function exportOf(
  interpreter: Interpreter,
  from: Source,
  { name, span, from: importer }: Wanted,
): Value {
  switch (from.kind) {
    case "sdk":
      return name === "*"
        ? makeRecord(interpreter, Object.entries(from.exports), span)
        : (from.exports[name] ?? unknown(span, `thunderhead has no \`${name}\``));
    case "value":
      return jsonExport(interpreter, from.value, { name, span, from: importer });
    case "builtin":
      return name === "*" || name === "default"
        ? builtinModuleNamespace(from.name)
        : builtinModuleExport(from.name, name);
    case "lost":
      return unknown(from.span, from.reason, { reported: from.reported });
    case "module":
      if (from.module.commonJs) {
        evaluateModule(interpreter, from.module);
        const asDefault =
          importer !== undefined && !importsAsNode(importer.path, interpreter.files);
        const value = commonJsExport(interpreter, from.module.commonJs, { name, span, asDefault });
        return importer && name === "*" ? commonJsNamespace(interpreter, value, span) : value;
      }
      return (
        moduleExport(interpreter, from.module, { name, span }) ??
        unknown(span, `\`${from.module.file}\` exports no \`${name}\``)
      );
  }
}

/** JSON is a module's default export; `require` answers it as it is. */
function jsonExport(interpreter: Interpreter, value: Value, { name, span, from }: Wanted): Value {
  if (name === "default" || from === undefined) return value;
  if (name !== "*") return get(interpreter, value, { key: name, span });
  const names = value.kind === "object" && value.body.kind === "record" ? ownEntries(value) : [];
  return makeRecord(interpreter, [...names, ["default", value]], span);
}

export function moduleExport(
  interpreter: Interpreter,
  module: Module,
  {
    name,
    span,
    seen = new Set(),
  }: { readonly name: string; readonly span: Span; readonly seen?: Set<Module> },
): Value | undefined {
  if (seen.has(module)) return undefined;
  seen.add(module);
  evaluateModule(interpreter, module);
  if (name === "*") return namespaceOf(interpreter, module, span);
  const exported = module.exports.get(name);
  if (exported) {
    if ("from" in exported)
      return exportOf(interpreter, exported.from, { name: exported.name, span, from: module });
    return (
      lookup(interpreter, module.scope, exported.local) ??
      unknown(span, `\`${name}\` is not there yet: modules import each other`)
    );
  }
  if (name === "default") return undefined;
  for (const star of module.stars) {
    const found =
      star.kind === "module" && !star.module.commonJs
        ? moduleExport(interpreter, star.module, { name, span, seen })
        : starExport(interpreter, star, { name, span, from: module });
    if (found) return found;
  }
  return undefined;
}

const starExport = (interpreter: Interpreter, star: Source, at: Wanted): Value | undefined =>
  star.kind === "sdk" && !(at.name in star.exports) ? undefined : exportOf(interpreter, star, at);

function namespaceOf(interpreter: Interpreter, module: Module, span: Span): HeapObject {
  const names = [
    ...module.exports.keys(),
    ...module.stars.flatMap((star) =>
      star.kind === "module"
        ? [...star.module.exports.keys()].filter((name) => name !== "default")
        : star.kind === "sdk"
          ? Object.keys(star.exports)
          : [],
    ),
  ];
  const entries = [...new Set(names)].sort().flatMap((name): (readonly [string, Value])[] => {
    const value = moduleExport(interpreter, module, { name, span });
    return value ? [[name, value]] : [];
  });
  return makeRecord(interpreter, entries, span);
}
