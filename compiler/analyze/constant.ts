import { appNoDefaultExport, configNotConstant } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { Json } from "#protocol/value.ts";
import type { FileHost } from "#source/host.ts";
import { globals } from "./builtins/globals.ts";
import { interpreter as newInterpreter } from "./interpreter.ts";
import { toJson } from "./json.ts";
import { language } from "./language.ts";
import { loadModule } from "./module.ts";
import { moduleExport } from "./module-export.ts";
import { relativeTo } from "./relative.ts";
import { sdkModules } from "./sdk.ts";

/**
 * The default export of a module that describes rather than does, such as `thunderhead.config.ts`, evaluated
 * without being executed; `undefined`, with the reason reported, where it is not plain data.
 */
export function evaluateConstant(
  path: string,
  { host, sink }: { readonly host: FileHost; readonly sink: Sink },
): Json | undefined {
  const directory = path.slice(0, path.lastIndexOf("/"));
  const context = { host, sink, relativize: relativeTo(directory) };
  const loader = { context, sdk: sdkModules(new Map()), modules: new Map() };
  const interpreter = newInterpreter({
    sink,
    loader,
    globals: globals(),
    semantics: language,
    files: host,
    folder: directory,
  });
  interpreter.phase = { kind: "constant" };
  const module = loadModule(interpreter, path);
  if (module === undefined) return undefined;
  const value = moduleExport(interpreter, module, { name: "default", span: module.start });
  if (value === undefined) {
    sink.report(
      appNoDefaultExport(module.start, { file: module.file, reason: "it has no default export" }),
    );
    return undefined;
  }
  const result = toJson(value);
  if ("json" in result) return result.json;
  const { problem } = result;
  const span = problem.because.file === "" ? module.start : problem.because;
  if (!problem.reported) sink.report(configNotConstant(span, { reason: problem.reason }));
  return undefined;
}
