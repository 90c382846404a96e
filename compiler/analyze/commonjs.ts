/** Modules that say `module.exports` and `require`: most of what npm has. */
import { posix } from "node:path";
import type { Program } from "oxc-parser";
import type { ParsedModule } from "#parse/module.ts";
import type { FileHost } from "#source/host.ts";
import type { Span } from "#source/span.ts";
import type { HeapObject } from "./heap.ts";
import type { Interpreter } from "./interpreter.ts";
import { makeNative, makeRecord } from "./make.ts";
import { get } from "./member.ts";
import { declare, type Scope } from "./scope.ts";
import { mixed, type Value } from "./value.ts";

/** No `import` and no `export` says that it is one; a file name may. */
export function isCommonJs({ path, program, text }: ParsedModule): boolean {
  if (/\.c[jt]s$/u.test(path)) return true;
  if (/\.m[jt]s$/u.test(path) || program.body.some(isModuleSyntax)) return false;
  return /\b(?:module|exports|require)\b/u.test(text);
}

const isModuleSyntax = ({ type }: Program["body"][number]): boolean =>
  type === "ImportDeclaration" || type.startsWith("Export");

/** Declares what such a module finds in its scope; returns its `module`. */
export function declareCommonJs(
  interpreter: Interpreter,
  {
    scope,
    path,
    start,
    require,
  }: {
    readonly scope: Scope;
    readonly path: string;
    readonly start: Span;
    readonly require: (specifier: string, span: Span) => Value;
  },
): HeapObject {
  const exports = makeRecord(interpreter, [], start);
  const module = makeRecord(interpreter, [["exports", exports]], start);
  const file = (at: string): Value => ({
    kind: "symbol",
    means: { kind: "file", path: at, as: "path" },
    span: start,
  });
  const names: Readonly<Record<string, Value>> = {
    module,
    exports,
    this: exports,
    __filename: file(path),
    __dirname: file(posix.dirname(path)),
    require: makeNative("require", {
      call: (_, { arguments: [specifier], span }) =>
        specifier?.kind === "known" && typeof specifier.value === "string"
          ? require(specifier.value, span)
          : mixed(span, specifier ? [specifier] : [], "what is required is not known"),
    }),
  };
  for (const [name, value] of Object.entries(names)) declare(interpreter, scope, name, value);
  return module;
}

/** What an import of `name` gets from such a module; `*` is a namespace of its own. */
export function commonJsExport(
  interpreter: Interpreter,
  module: HeapObject,
  {
    name,
    span,
    asDefault,
  }: { readonly name: string; readonly span: Span; readonly asDefault: boolean },
): Value {
  const exports = get(interpreter, module, { key: "exports", span });
  if (name === "default") {
    const compiled = asDefault && isCompiled(interpreter, exports, span);
    return compiled ? get(interpreter, exports, { key: "default", span }) : exports;
  }
  return name === "*" ? exports : get(interpreter, exports, { key: name, span });
}

/** It was an ES module before something compiled it. */
function isCompiled(interpreter: Interpreter, exports: Value, span: Span): boolean {
  if (exports.kind !== "object") return false;
  const mark = get(interpreter, exports, { key: "__esModule", span });
  return mark.kind === "known" && mark.value === true;
}

/**
 * Whether a file's imports are Node's: then `import x from` a compiled module is all of its exports. Of files
 * that no `"type": "module"` covers, bundlers take its `default` instead.
 */
export function importsAsNode(path: string, host: FileHost): boolean {
  if (/\.m[jt]s$/u.test(path)) return true;
  for (let at = posix.dirname(path); ; at = posix.dirname(at)) {
    const text = host.readText(posix.join(at, "package.json"));
    if (text !== undefined) return /"type"\s*:\s*"module"/u.test(text);
    if (at === "/" || at === ".") return false;
  }
}
