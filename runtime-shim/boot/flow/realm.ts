import { join } from "node:path";
import { bundlePath } from "#protocol/manifest.ts";
import type { Flow } from "#sdk/flow.ts";
import { enterRealm, type Realm } from "#sdk/realm.ts";
import type { Work } from "#sdk/work.ts";
import { mapProxy } from "./component-map.ts";
import { closeConstruction, type Engine } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { flowFlows } from "./flow-operations.ts";
import { flowPaths } from "./paths.ts";
import { componentProxy } from "./proxy.ts";
import { flowWorks } from "./work-operations.ts";

/** From here on, the app's classes mean what they mean in a flow, for this engine. */
export function enterFlowRealm(engine: Engine): void {
  enterRealm(flowRealm(engine));
}

const flowRealm = (engine: Engine): Realm => ({
  work: (target, options) => sameType(target, componentProxy("work", target, options)),
  flow: (target) => sameType(target, componentProxy("flow", target, {})),
  map: (target, max) => mapProxy(engine, target, max),
  app: (app, root, options) => closeConstruction(engine, app, { ...options, root }),
  works: flowWorks,
  flows: flowFlows,
  paths: flowPaths,
  drives: { put: noDrive, get: noDrive, list: noDrive, delete: noDrive },
  secret: async (name) => {
    throw new EngineError("secret/in-flow", `The secret ${name} can be read only inside a work.`);
  },
  config: (name, fallback) => configured(engine, name, fallback),
  asset: (relative) => join(engine.begin.bundle, bundlePath(relative)),
});

/** A proxy over an object is what that object is. */
function sameType<C extends Work | Flow>(target: C, proxy: object): C {
  const isOne = (value: object): value is C =>
    Object.getPrototypeOf(value) === Object.getPrototypeOf(target);
  if (isOne(proxy)) return proxy;
  throw new TypeError("Expected a proxy over the component.");
}

const noDrive = (): never => {
  throw new EngineError(
    "drive/in-flow",
    "A Drive is read and written inside works; a flow only hands it over.",
  );
};

function configured(
  engine: Engine,
  name: string,
  fallback: string | number | boolean | undefined,
): string | number | boolean {
  const value = engine.begin.config[name] ?? fallback;
  if (value !== undefined) return value;
  throw new Error(`Configuration ${name} has no value. Give one: --config ${name}=…`);
}
