import type { FlowBegin, MapElement, TabView } from "#protocol/flow.ts";
import type { App, AppOptions } from "#sdk/app.ts";
import { type Component, componentOf, describeClass } from "./component.ts";
import { nameComponents } from "./naming.ts";
import type { StepEffect } from "./steps.ts";
import type { PrintedLine } from "./tick.ts";
import { View } from "./view.ts";

/** One app in one thread: what lasts between ticks. */
export interface Engine {
  readonly begin: FlowBegin;
  readonly view: View;
  /** Set by `new App(root)`. */
  root: Component | undefined;
  title: string | undefined;
  components: Map<string, Component>;
  /** Of components and Paths by name, those of elements included. */
  readonly ids: Record<string, string>;
  /** Elements by map and key. */
  readonly elements: Map<string, Map<string, Element>>;
  /** What the last tick that reached a step would run for it. */
  readonly steps: Map<string, StepEffect>;
  /** What the tick before printed: a tick prints only what goes beyond. */
  printed: readonly PrintedLine[];
  tabs: readonly TabView[];
}

export const createEngine = (begin: FlowBegin): Engine => ({
  begin,
  view: new View(),
  root: undefined,
  title: undefined,
  components: new Map(),
  ids: { ...begin.ids },
  elements: new Map(),
  steps: new Map(),
  printed: [],
  tabs: [],
});

export interface Element {
  readonly component: Component;
  /** The element itself and, where it is a flow, what it owns, by name. */
  readonly parts: ReadonlyMap<string, Component>;
  readonly made: MapElement;
}

const apps = new WeakMap<App, Engine>();

/** Construction is over: every component has a name from here on. */
export function closeConstruction(
  engine: Engine,
  app: App,
  options: { root: object } & AppOptions,
): void {
  const root = componentOf(options.root);
  if (root === undefined) throw new TypeError("`new App(…)` takes a Flow or a Work.");
  if (engine.root !== undefined) {
    throw new Error(
      `One file has one App; this one has two, of ${describeClass(engine.root)} and ${describeClass(root)}.`,
    );
  }
  engine.root = root;
  engine.title = options.title;
  engine.components = nameComponents(root);
  apps.set(app, engine);
}

export function requireRoot(engine: Engine): Component {
  if (engine.root !== undefined) return engine.root;
  throw new Error("The file has no App. End it with `export default new App(new YourFlow());`.");
}
