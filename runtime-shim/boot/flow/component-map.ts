import { isDeepStrictEqual } from "node:util";
import { elementName, type MapElement, partsOf, readKeys } from "#protocol/flow.ts";
import type { ComponentMap } from "#sdk/component-map.ts";
import { decode, pathFromReference } from "#sdk/encoding.ts";
import type { Flow } from "#sdk/flow.ts";
import type { Work } from "#sdk/work.ts";
import { classOf, referenceOf } from "./class-registry.ts";
import { type Component, componentOf, nameOf, register } from "./component.ts";
import { describeElement, encodeAll } from "./describe-element.ts";
import type { Element, Engine } from "./engine.ts";
import { nameElement } from "./naming.ts";
import { making } from "./proxy.ts";
import { actingTick, currentTick, refuse } from "./tick.ts";

type Constructor = new (...args: never[]) => object;

const keyPattern = /^[A-Za-z0-9_-]{1,63}$/;

/** What `new ComponentMap()` yields in a flow: its elements are in the ledger, and in this thread's engine. */
export function mapProxy<T extends Work | Flow>(
  engine: Engine,
  target: ComponentMap<T>,
  max: number,
): ComponentMap<T> {
  const methods: Readonly<Record<string | symbol, unknown>> = {
    create: (key: string, type: Constructor, ...args: unknown[]) =>
      create(engine, map, { key, type, args, max }),
    has: (key: string) => read(engine, map).has(key),
    get: (key: string) => read(engine, map).get(key)?.component.proxy,
    delete: (key: string) => remove(engine, map, key),
    keys: () => read(engine, map).keys(),
    values: () =>
      entriesOf(engine, map)
        .map(([, element]) => element)
        .values(),
    entries: () => entriesOf(engine, map).values(),
    [Symbol.iterator]: () => entriesOf(engine, map).values(),
  };
  const proxy = new Proxy(target, {
    get: (_, key, receiver) =>
      key === "size"
        ? read(engine, map).size
        : (methods[key] ?? Reflect.get(target, key, receiver)),
  });
  const map: Component = {
    kind: "map",
    target,
    proxy,
    options: {},
    name: undefined,
    constructed: {},
    structure: new Set(),
  };
  register(map, target, proxy);
  return proxy;
}

/** An element that the ledger knows, constructed again; one whose class is gone stays away. */
export function makeAgain(engine: Engine, element: MapElement): void {
  const type = classOf(element.class);
  if (type === undefined || !engine.components.has(element.map)) return;
  const path = (reference: Parameters<typeof pathFromReference>[0]) =>
    pathFromReference(reference, reference.field);
  const args = element.arguments.map((value) => decode(value, { path }));
  add(engine, { map: element.map, key: element.key, type, args });
}

function read(engine: Engine, map: Component): ReadonlyMap<string, Element> {
  const name = nameOf(map);
  currentTick(`${name} was read`).reads.add(readKeys.map(name));
  return elementsOf(engine, name);
}

const entriesOf = (engine: Engine, map: Component): [string, object][] =>
  [...read(engine, map)].map(([key, { component }]) => [key, component.proxy]);

function elementsOf({ elements }: Engine, map: string): Map<string, Element> {
  const known = elements.get(map);
  if (known !== undefined) return known;
  const fresh = new Map<string, Element>();
  elements.set(map, fresh);
  return fresh;
}

interface Creation {
  readonly key: string;
  readonly type: Constructor;
  readonly args: readonly unknown[];
  readonly max: number;
}

function create(engine: Engine, map: Component, { key, type, args, max }: Creation): object {
  const name = nameOf(map);
  const tick = actingTick(`${name}.create(${JSON.stringify(key)}) was called`);
  tick.reads.add(readKeys.map(name));
  const elements = elementsOf(engine, name);
  const known = elements.get(key);
  if (known !== undefined) {
    requireSame(known, { type, args });
    return known.component.proxy;
  }
  if (!keyPattern.test(key))
    refuse(
      "component/map-element",
      `${JSON.stringify(key)} is no key of ${name}: up to 63 letters, digits, _ and -.`,
    );
  if (elements.size >= max)
    refuse(
      "component/map-element",
      `${name} holds ${max} elements at most, and ${JSON.stringify(key)} would be one more.`,
    );
  const element = add(engine, { map: name, key, type, args });
  tick.operations.push({ kind: "create", ...element.made });
  tick.undo.push(() => forget(engine, name, key));
  return element.component.proxy;
}

function remove(engine: Engine, map: Component, key: string): void {
  const name = nameOf(map);
  const tick = actingTick(`${name}.delete(${JSON.stringify(key)}) was called`);
  const element = elementsOf(engine, name).get(key);
  if (element === undefined) return;
  forget(engine, name, key);
  tick.operations.push({ kind: "remove", map: name, key });
  tick.undo.push(() => keep(engine, element));
}

/** The same key is the same element, and stays what it was made as. */
function requireSame({ made }: Element, { type, args }: Pick<Creation, "type" | "args">): void {
  const same =
    made.class === referenceOf(type) &&
    isDeepStrictEqual(made.arguments, encodeAll(args, elementName(made)));
  if (same) return;
  refuse(
    "component/map-element",
    `${elementName(made)} was made with another class or other arguments. Delete it first, or give this one a key of its own.`,
  );
}

/** What one `create` says. */
export interface Addition {
  readonly map: string;
  readonly key: string;
  readonly type: Constructor;
  readonly args: readonly unknown[];
}

function add(engine: Engine, { map, key, type, args }: Addition): Element {
  const component = construct(type, args);
  const parts = nameElement(component, elementName({ map, key }));
  const made = describeElement(parts, { map, key, type, args });
  const element = { made, component, parts };
  keep(engine, element);
  return element;
}

function construct(type: Constructor, args: readonly unknown[]): Component {
  making.inMap = true;
  try {
    const component = componentOf(Reflect.construct(type, args));
    if (component !== undefined) return component;
  } finally {
    making.inMap = false;
  }
  throw new TypeError(`A ComponentMap holds works and flows; ${type.name} is neither.`);
}

function keep(engine: Engine, { component, made, parts }: Element): void {
  elementsOf(engine, made.map).set(made.key, { component, made, parts });
  const id = `${engine.ids[made.map] ?? made.map}-${made.key}`;
  const root = elementName(made);
  for (const [name, part] of partsOf(made)) {
    const own = `${id}${name.slice(root.length).replaceAll(".", "-")}`;
    engine.ids[name] = own;
    for (const { field } of part.paths) engine.ids[`${name}.${field}`] = `${own}-${field}`;
  }
  for (const [name, part] of parts) engine.components.set(name, part);
}

function forget(engine: Engine, map: string, key: string): void {
  const element = elementsOf(engine, map).get(key);
  elementsOf(engine, map).delete(key);
  for (const name of element?.parts.keys() ?? []) engine.components.delete(name);
}
