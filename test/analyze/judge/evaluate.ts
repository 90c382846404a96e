import { globals } from "#analyze/builtins/globals.ts";
import { type Interpreter, interpreter } from "#analyze/interpreter.ts";
import { language } from "#analyze/language.ts";
import { loadModule } from "#analyze/module.ts";
import { moduleExport } from "#analyze/module-export.ts";
import { sdkModules } from "#analyze/sdk.ts";
import { unknown, type Value } from "#analyze/value.ts";
import { type CollectingSink, collectingSink } from "#diagnostics/sink.ts";
import type { KeptModules } from "#parse/module.ts";
import { memoryHost } from "#source/memory-host.ts";

export interface Evaluated {
  readonly interpreter: Interpreter;
  readonly sink: CollectingSink;
  /** What the module at the entry exports under this name, after everything in it has run. */
  readonly exported: (name: string) => Value;
}

/** Evaluates modules as the analysis does; `app.ts` is the entry. What `kept` has is not parsed again. */
export function evaluateFiles(
  files: Readonly<Record<string, string>>,
  kept?: KeptModules,
): Evaluated {
  const host = memoryHost(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/${name}`, text])),
  );
  const sink = collectingSink();
  const relativize = (path: string) => path.replace("/app/", "");
  const loader = {
    context: { host, sink, relativize, kept },
    sdk: sdkModules(new Map()),
    modules: new Map(),
  };
  const parts = { sink, loader, globals: globals(), semantics: language };
  const made = interpreter({ ...parts, files: host, folder: "/app" });
  const module = loadModule(made, "/app/app.ts");
  const start = { file: "app.ts", start: 0, end: 0 };
  return {
    interpreter: made,
    sink,
    exported: (name) =>
      (module && moduleExport(made, module, { name, span: start })) ??
      unknown(start, "it is not exported"),
  };
}
