/** What an import of a name is worth: of a module, of JSON, of Node, of Thunderhead itself. */
import type { Span } from "#source/span.ts";
import { builtinModuleExport, builtinModuleNamespace } from "./builtins/node-modules.ts";
import { commonJsExport, importsAsNode } from "./commonjs.ts";
import { evaluateModule } from "./evaluate-module.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeRecord } from "./make.ts";
import { get, ownEntries } from "./member.ts";
import type { Module, Source } from "./module.ts";
import { noSuchExport } from "./no-such-export.ts";
import { ownValues } from "./own-values.ts";
import { lookup } from "./scope.ts";
import { mixed, unknown, type Value } from "./value.ts";

export interface Wanted {
  readonly name: string;
  readonly span: Span;
  /** The module that imports it; a `require` has none. */
  readonly from: Pick<Module, "path"> | undefined;
}

/** What an import of `name` is worth now. */
export function exportOf(
  interpreter: Interpreter,
  from: Source,
  { name, span, from: importer }: Wanted,
): Value {
  switch (from.kind) {
    case "sdk":
      return name === "*"
        ? makeRecord(interpreter, Object.entries(from.exports), span)
        : ((Object.hasOwn(from.exports, name) ? from.exports[name] : undefined) ??
            noSuchExport(interpreter, from, { name, span }));
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
    return lookup(interpreter, module.scope, exported.local) ?? notThere(module, { name, span });
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

function notThere(
  { file, thrown }: Module,
  { name, span }: { readonly name: string; readonly span: Span },
): Value {
  if (thrown === undefined)
    return unknown(span, `\`${name}\` is not there yet: modules import each other`);
  const { because, reason } = mixed(span, [thrown]);
  return unknown(because, `\`${file}\` throws as it is loaded, because ${reason}`);
}

const starExport = (interpreter: Interpreter, star: Source, at: Wanted): Value | undefined =>
  star.kind === "sdk" && !Object.hasOwn(star.exports, at.name)
    ? undefined
    : exportOf(interpreter, star, at);

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

/** A namespace of its own for what is no ES module. */
export function commonJsNamespace(interpreter: Interpreter, exports: Value, span: Span): Value {
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
