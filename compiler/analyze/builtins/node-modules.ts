import type { Span } from "#source/span.ts";
import { reachable } from "../edges.ts";
import { escapes } from "../escapes.ts";
import { fileFunction } from "../files.ts";
import type { HeapObject } from "../heap.ts";
import { restKey } from "../hidden-keys.ts";
import type { Interpreter } from "../interpreter.ts";
import { makeKeeper } from "../keeper.ts";
import { makeFixed, makeNative } from "../make.ts";
import { noteLocals, noteOpenCall, noteUnrepeatable } from "../note.ts";
import { placeFunction, urlAt } from "../project-file.ts";
import { makePromise } from "../promise.ts";
import { mixed, unknown, type Value } from "../value.ts";
import { pathExports, pathNamespace } from "./node-path.ts";

/** Functions of `node:` modules: they run when the app runs, so what they return is not known here. */
export function builtinModuleExport(module: string, name: string): Value {
  if (isPath(module))
    return pathExports.get(name) ?? (name === "posix" ? pathNamespace : external(module, name));
  return fileFunction(module, name) ?? external(module, name);
}

const isPath = (module: string): boolean => module === "path" || module === "path/posix";

export function builtinModuleNamespace(module: string): HeapObject {
  if (isPath(module)) return pathNamespace;
  const made = namespaces.get(module) ?? namespaceOf(module);
  namespaces.set(module, made);
  return made;
}

const namespaces = new Map<string, HeapObject>();

/** Its functions by their names; what else it has, nobody knows. */
function namespaceOf(module: string): HeapObject {
  const real: object = process.getBuiltinModule(`node:${module}`) ?? {};
  const names = Object.entries(real).filter(([, member]) => typeof member === "function");
  const members = Object.fromEntries(
    names.map(([name]) => [name, builtinModuleExport(module, name)] as const),
  );
  const inner = module === "fs" ? { promises: builtinModuleNamespace("fs/promises") } : {};
  const namespace = makeFixed({ ...members, ...inner });
  const reason = `\`*\` of node:${module} is known when the app runs`;
  namespace.slots.entries.set(restKey, unknown(namespace.span, reason));
  return namespace;
}

/** Modules whose functions do nothing but compute, or answer at once. */
const answersAtOnce = new Set([
  "path",
  "util",
  "url",
  "os",
  "assert",
  "crypto",
  "buffer",
  "querystring",
  "events",
  "perf_hooks",
  "process",
  "module",
  "zlib",
]);

function external(module: string, name: string): HeapObject {
  const asynchronous = module.endsWith("/promises") || !answersAtOnce.has(module);
  return makeNative(name, {
    call: (interpreter, site) => {
      const placed = module === "url" ? placeFunction(name, site.arguments, site.span) : undefined;
      if (placed) return placed;
      const random = nondeterministic.has(`${module}.${name}`);
      const what = `${name}()`;
      const { span } = site;
      calledBack(interpreter, site.arguments, span);
      noteLocals(interpreter, site);
      noteOpenCall(interpreter, site);
      noteUnrepeatable(interpreter, { module, name, span });
      const value = unknown(span, `\`${what}\` runs when the app runs`, {
        holds: mixed(span, site.arguments).holds,
        taints: random
          ? [{ kind: "nondeterministic", what, span }]
          : asynchronous && !module.endsWith("/promises")
            ? [{ kind: "foreign", what, span }]
            : [],
      });
      for (const argument of site.arguments)
        if (argument.kind === "object") interpreter.phase.observe?.(argument, span);
      return module.endsWith("/promises")
        ? makePromise(interpreter, { value, foreign: { what, span } }, span)
        : value;
    },
    instancePrototype: makeFixed({}),
    construct: (interpreter, { span, arguments: args }) => {
      const url = module === "url" && name === "URL" ? urlAt(args, span) : undefined;
      if (url) return url;
      calledBack(interpreter, args, span);
      const keeper = makeKeeper(interpreter, `node:${module}`, { given: args, span });
      const reason = `\`new ${name}()\` runs when the app runs`;
      return unknown(span, reason, { holds: [keeper] });
    },
  });
}

/** Functions among them may be called with what stands beside them. */
function calledBack(interpreter: Interpreter, given: readonly Value[], span: Span): void {
  const isFunction = ({ body }: HeapObject) =>
    body.kind === "closure" || (body.kind === "native" && body.runs !== undefined);
  const callbacks = given.filter((value) => value.kind === "object" && isFunction(value));
  if (callbacks.length === 0) return;
  const carried = given.flatMap((value) => reachable(value, ["path", "drive", "secret"]));
  escapes(interpreter, [...callbacks, ...carried], span);
}

const nondeterministic = new Set([
  "crypto.randomUUID",
  "crypto.randomBytes",
  "crypto.randomInt",
  "perf_hooks.performance",
]);
