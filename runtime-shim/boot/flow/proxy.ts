import { types } from "node:util";
import { readKeys } from "#protocol/flow.ts";
import { Path } from "#sdk/path.ts";
import type { WorkOptions } from "#sdk/work.ts";
import { runCall } from "./calls.ts";
import {
  adopt,
  type Component,
  componentOf,
  describeClass,
  nameOf,
  register,
} from "./component.ts";
import { isStateKey } from "./naming.ts";
import { pinned } from "./paths.ts";
import { actingTick, currentTick, refuse, ticks } from "./tick.ts";

/**
 * What `new Work()` and `new Flow()` yield: until construction is over it keeps what it is given; from then
 * on its public fields are the tick's, and a work's `run` ensures a call.
 */
export function componentProxy(
  kind: "flow" | "work",
  target: object,
  options: WorkOptions,
): object {
  refuseInTick(kind);
  const proxy: object = new Proxy(target, {
    get: (_, key, receiver) => get(component, key, receiver),
    set: (_, key, value, receiver) => set(component, { key, value, receiver }),
    defineProperty: (_, key, descriptor) => define(component, key, descriptor),
    deleteProperty: (_, key) => set(component, { key, value: undefined, receiver: proxy }),
  });
  const component: Component = {
    kind,
    target,
    proxy,
    options,
    name: undefined,
    constructed: {},
    structure: new Set(),
  };
  register(component, target, proxy);
  return proxy;
}

/** The same work under another call identity: `work.again(key).run(...)`. */
export function againProxy(component: Component, key: string): object {
  const proxy = new Proxy(component.target, {
    get: (_, name) => {
      if (name === "run") return (...args: unknown[]) => runCall(component, args, key);
      const value: unknown = Reflect.get(component.proxy, name);
      return value;
    },
    set: (_, name, value) => Reflect.set(component.proxy, name, value),
  });
  register(component, proxy);
  againKeys.set(proxy, key);
  return proxy;
}

const againKeys = new WeakMap<object, string>();

export const againKeyOf = (work: object): string | undefined => againKeys.get(work);

/** Set while a map constructs an element, which takes no await. */
export const making = { inMap: false };

const inTick = (): boolean => ticks.getStore() !== undefined && !making.inMap;

function refuseInTick(kind: string): void {
  if (inTick())
    refuse(
      "component/made-in-run",
      `A ${kind} was made while run() ran. Make components in constructors and fields, or in a ComponentMap: what may exist must be known before the app runs.`,
    );
}

function get(component: Component, key: string | symbol, receiver: unknown): unknown {
  if (typeof key === "symbol") return Reflect.get(component.target, key, receiver);
  if (component.name === undefined) {
    if (component.kind === "work" && key === "run") refuseUnheld(component);
    return Reflect.get(component.target, key, receiver);
  }
  if (component.kind === "work" && key === "run")
    return (...args: unknown[]) => runCall(component, args, undefined);
  if (isStateKey(component, key)) return readField(component, key);
  const value: unknown = Reflect.get(component.target, key, receiver);
  if (component.kind === "work" && types.isAsyncFunction(value)) return refusal(component, key);
  return value;
}

/** In a tick it would run here, again each time, and nobody would know. */
function refuseUnheld(component: Component): void {
  if (inTick())
    refuse(
      "work/not-held",
      `${describeClass(component)} is held by no field of a flow. Make it a field: it has no name, machine and record.`,
    );
}

function readField(component: Component, key: string): unknown {
  const tick = currentTick(`${nameOf(component)}.${key} was read`);
  tick.reads.add(readKeys.field(nameOf(component), key));
  return tick.fields.read(component, key);
}

const refusal = (component: Component, key: string) => () =>
  refuse(
    "work/async-method",
    `${nameOf(component)}.${key}() is asynchronous and runs only inside the work's own process. Call ${nameOf(component)}.run() in the flow.`,
  );

interface Assignment {
  readonly key: string | symbol;
  readonly value: unknown;
  readonly receiver: unknown;
}

function set(component: Component, { key, value, receiver }: Assignment): boolean {
  if (typeof key === "symbol" || component.name === undefined) {
    adopt(component, value);
    return Reflect.set(component.target, key, value, component.target);
  }
  if (!isStateKey(component, key)) {
    refuseStructure(component, key);
    return Reflect.set(
      component.target,
      key,
      value,
      key.startsWith("_") ? component.target : receiver,
    );
  }
  return writeField(component, key, value);
}

function writeField(component: Component, key: string, value: unknown): boolean {
  const tick = actingTick(`${nameOf(component)}.${key} was assigned`);
  if (componentOf(value) !== undefined)
    refuse(
      "component/made-in-run",
      `${nameOf(component)}.${key} = a component, in run(). Components are fields from the start.`,
    );
  tick.fields.write(component, key, value instanceof Path ? pinned(tick, value) : value);
  return true;
}

function refuseStructure(component: Component, key: string): void {
  if (component.structure.has(key))
    refuse(
      "component/reassigned",
      `${nameOf(component)}.${key} is part of the app's structure and cannot be assigned once the app runs.`,
    );
}

function define(
  component: Component,
  key: string | symbol,
  descriptor: PropertyDescriptor,
): boolean {
  if (component.name === undefined) {
    adopt(component, descriptor.value);
    return Reflect.defineProperty(component.target, key, descriptor);
  }
  if (typeof key === "string" && "value" in descriptor && isStateKey(component, key)) {
    return writeField(component, key, descriptor.value);
  }
  return Reflect.defineProperty(component.target, key, descriptor);
}
