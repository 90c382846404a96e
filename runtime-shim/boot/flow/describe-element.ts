import type { ElementMachine, ElementPart, ElementPath, MapElement } from "#protocol/flow.ts";
import type { ObservedWork } from "#protocol/observed.ts";
import type { Encoded } from "#protocol/value.ts";
import type { CloudCompute } from "#sdk/cloud-compute.ts";
import { encodeConfiguration } from "#sdk/encoding.ts";
import { identityOf, Path } from "#sdk/path.ts";
import type { WorkOptions } from "#sdk/work.ts";
import { madeWith, referenceOf } from "./class-registry.ts";
import type { Component } from "./component.ts";
import type { Addition } from "./component-map.ts";
import { parseDuration } from "./duration.ts";
import { EngineError, notBuilt } from "./engine-error.ts";
import { settingsOf } from "./work-settings.ts";

/** What the ledger keeps of an element, so that another thread, and processes elsewhere, make it again. */
export function describeElement(
  parts: ReadonlyMap<string, Component>,
  { map, key, type, args }: Addition,
): MapElement {
  const [[name, component] = ["", undefined], ...owned] = parts;
  if (component === undefined) throw new TypeError(`${map} has made nothing for ${key}.`);
  const below = Object.fromEntries(
    owned.map(([part, one]) => [part.slice(name.length + 1), partOf(one, argumentsOf(one))]),
  );
  return {
    map,
    key,
    ...partOf(component, encodeAll(args, name)),
    class: referenceOf(type),
    ...(owned.length > 0 && { below }),
  };
}

export const encodeAll = (args: readonly unknown[], of: string): readonly Encoded[] =>
  args.map((value, index) => encodeConfiguration(value, `arguments[${index}] of ${of}`));

function partOf(component: Component, args: readonly Encoded[]): ElementPart {
  const { kind, options, target, constructed } = component;
  if (kind === "map")
    throw notBuilt(`${component.name}, a ComponentMap inside an element of another`);
  const machine = machineOf(options.cloudCompute);
  const python = pythonOf(options);
  return {
    ...(kind === "flow" && { flow: true }),
    class: classOf(target),
    arguments: args,
    settings: settingsOf(options),
    paths: pathsOf(component),
    state: constructed,
    ...(machine && { machine }),
    ...(python && { python }),
  };
}

/** A work as the app's module made it; `undefined` where it cannot be told, which whoever uses it will hear. */
export function describeWork(component: Component): ObservedWork | undefined {
  const { name = "", proxy, options } = component;
  try {
    const args = madeWith(proxy);
    const { state: _, arguments: known, ...part } = partOf(component, encodeAll(args ?? [], name));
    const { cloudCompute } = options;
    return {
      ...part,
      ...(args && { arguments: known }),
      ...(cloudCompute && { compute: encodeConfiguration(cloudCompute, "cloudCompute") }),
    };
  } catch (error) {
    if (error instanceof EngineError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A flow is made again whole, with what it owns; a work alone, in its own process. */
function argumentsOf({ kind, proxy, target, name = "" }: Component): readonly Encoded[] {
  if (kind !== "work") return [];
  const args = madeWith(proxy);
  if (args !== undefined) return encodeAll(args, name);
  if (target.constructor.length === 0) return [];
  throw new EngineError(
    "component/map-element",
    `What ${name} was made with is not known: declare its class by name at the top level of a module, \`class ${target.constructor.name} extends Work\`.`,
  );
}

function classOf(target: object): string {
  const type: unknown = target.constructor;
  return isConstructor(type) ? referenceOf(type) : "";
}

const isConstructor = (value: unknown): value is new (...args: never[]) => object =>
  typeof value === "function";

function machineOf(compute: CloudCompute | undefined): ElementMachine | undefined {
  if (compute === undefined) return undefined;
  const { nodes = 1, idleTimeout = "5m", interruptible = false, mounts } = compute.options;
  return {
    nodes,
    idleTimeout: parseDuration(idleTimeout) / 1000,
    interruptible,
    ...(mounts && { mounts: mounts.map(({ source, target }) => ({ source, target })) }),
  };
}

/** A PythonScript hands its script and requirements on with its other options. */
function pythonOf(options: WorkOptions): ElementPart["python"] {
  const script: unknown = Reflect.get(options, "script");
  const requirements: unknown = Reflect.get(options, "requirements");
  if (typeof script !== "string") return undefined;
  const own = Array.isArray(requirements) ? requirements.map(String) : [];
  return { script, requirements: [...new Set([...(options.build?.requirements ?? []), ...own])] };
}

const pathsOf = (component: Component): readonly ElementPath[] =>
  Object.entries(component.target).flatMap(([field, value]) => {
    if (!(value instanceof Path)) return [];
    const { owner, relative, options } = identityOf(value);
    if (owner?.work !== component.name || owner?.field !== field) return [];
    return [{ field, path: relative, keep: options.keep ?? 3, verify: options.verify ?? "size" }];
  });
