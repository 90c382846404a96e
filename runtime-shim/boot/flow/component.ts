import type { Encoded } from "#protocol/value.ts";
import type { ComponentMap } from "#sdk/component-map.ts";
import type { Flow } from "#sdk/flow.ts";
import { identityOf, Path } from "#sdk/path.ts";
import type { Work, WorkOptions } from "#sdk/work.ts";

/** A flow, work or map as the app's module made it; `name` is known once `new App(root)` has returned. */
export interface Component {
  readonly kind: "flow" | "work" | "map";
  /** The object itself: what its class wrote, past every trap. */
  readonly target: object;
  /** What `new` yielded, and what fields and `this` are. */
  readonly proxy: object;
  readonly options: WorkOptions;
  name: string | undefined;
  /** Public state as constructed. */
  constructed: Readonly<Record<string, Encoded>>;
  /** Keys whose values are structure, not state: components, containers, own Paths, configuration. */
  structure: ReadonlySet<string>;
}

const components = new WeakMap<object, Component>();
const owners = new WeakMap<Path, Component>();

/** Both the proxy and its target lead to the component; so do the views that `again` makes. */
export function register(component: Component, ...objects: readonly object[]): void {
  for (const object of objects) components.set(object, component);
}

export const componentOf = (value: unknown): Component | undefined =>
  typeof value === "object" && value !== null ? components.get(value) : undefined;

export function requireComponent(value: Work | Flow | ComponentMap<never>): Component {
  const component = componentOf(value);
  if (component === undefined) throw new TypeError("Expected a component of this app.");
  return component;
}

export function nameOf(component: Component): string {
  if (component.name !== undefined) return component.name;
  throw new Error(
    `A component has no name before \`new App(root)\` has returned: names come from the fields that hold them. ` +
      `Read ${describeClass(component)}'s name, url or Paths in run() or configureLayout().`,
  );
}

/** A Path belongs to the work in whose field it was put first; anywhere else it is a reference. */
export function adopt(component: Component, value: unknown): void {
  if (!(value instanceof Path) || component.kind !== "work") return;
  if (!owners.has(value) && identityOf(value).owner === undefined) owners.set(value, component);
}

export const ownerOf = (path: Path): Component | undefined => owners.get(path);

export const describeClass = ({ target, kind }: Component): string =>
  target.constructor.name || `a ${kind}`;
