import { appClass } from "./app.ts";
import { computeClass, mountClass } from "./compute.ts";
import { configObject } from "./config.ts";
import { driveClass } from "./drive.ts";
import { flowClass } from "./flow.ts";
import type { CallSite, HeapObject } from "./heap.ts";
import { allocate } from "./interpreter.ts";
import { makeNative } from "./make.ts";
import { mapClass } from "./map.ts";
import type { Loader } from "./module.ts";
import { pathClass } from "./path.ts";
import { besideFile } from "./relative.ts";
import { secretFunction } from "./secret.ts";
import { staticWebClass } from "./tab.ts";
import { known, type Meaning, mixed, unknown, type Value } from "./value.ts";
import { pythonScriptClass, workClass } from "./work.ts";

export type DeclaredConfig = Map<
  string,
  { readonly means: Extract<Meaning, { kind: "config" }>; readonly span: CallSite["span"] }
>;

/** What `thunderhead` and `thunderhead/components` export, as the analyzer means them. One set for each analysis. */
export function sdkModules(config: DeclaredConfig): Loader["sdk"] {
  const Work = workClass();
  return {
    thunderhead: {
      App: appClass(),
      Flow: flowClass(),
      Work,
      Path: pathClass(),
      Drive: driveClass(),
      Mount: mountClass(),
      CloudCompute: computeClass(),
      ComponentMap: mapClass(),
      secret: secretFunction(),
      asset: assetFunction(),
      config: configObject(config),
      command: makeNative("command", {
        call: (_, { arguments: [, run], span }) => run ?? known(undefined, span),
      }),
      HttpError: errorClass("HttpError"),
      WorkFailed: errorClass("WorkFailed"),
    },
    "thunderhead/components": {
      PythonScript: pythonScriptClass(Work),
      StaticWeb: staticWebClass(),
    },
  };
}

const errorClass = (name: string): HeapObject =>
  makeNative(name, {
    call: (_, { span }) => unknown(span, `\`${name}\` is not made here`),
    construct: (interpreter, { span }) => allocate(interpreter, { kind: "exotic", name }, { span }),
  });

/** A file of the project, named as seen from the file that says it. */
const assetFunction = (): HeapObject =>
  makeNative("asset", {
    call: (_, { arguments: [relative], span }): Value => {
      if (relative?.kind !== "known" || typeof relative.value !== "string")
        return mixed(span, relative ? [relative] : []);
      return {
        kind: "symbol",
        means: { kind: "asset", path: besideFile(relative.value, span.file) },
        span,
      };
    },
  });
