import { readKeys, type TabContent, type TabView } from "#protocol/flow.ts";
import { StaticWeb } from "#sdk/static-web.ts";
import { type Component, componentOf, nameOf } from "./component.ts";
import { requireRoot } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { Tick, ticks } from "./tick.ts";
import { untouchedWork } from "./view.ts";

export interface LayoutResult {
  readonly tabs: readonly TabView[];
  readonly reads: readonly string[];
}

/** Asks the root for its tabs, on the state that the tick leaves behind. */
export function layoutOf(tick: Tick): LayoutResult {
  const { engine, now, fields } = tick;
  const scope = new Tick(engine, { mode: "layout", now, fields });
  const tabs = ticks.run(scope, () => tabsOf(scope, requireRoot(engine)));
  scope.ended = true;
  if (scope.error !== undefined) throw scope.error;
  return { tabs: tabs ?? [], reads: [...scope.reads] };
}

/** `undefined` where the component says nothing. */
function tabsOf(scope: Tick, component: Component): readonly TabView[] | undefined {
  if (!("configureLayout" in component.target)) return undefined;
  const described: { configureLayout?: unknown } = component.proxy;
  if (typeof described.configureLayout !== "function") return undefined;
  const layout: unknown = described.configureLayout();
  if (layout === undefined || layout === null) return undefined;
  if (layout instanceof StaticWeb) return [{ name: "Web", content: siteOf(layout) }];
  const tabs = (Array.isArray(layout) ? layout : [layout]).map((tab) =>
    tabOf(scope, component, tab),
  );
  refuseDuplicates(component, tabs);
  return tabs;
}

function tabOf(scope: Tick, component: Component, tab: unknown): TabView {
  if (typeof tab !== "object" || tab === null || !("name" in tab) || !("content" in tab)) {
    throw wrongTab(component, "returned something that is no tab: { name, content }");
  }
  const { name, content } = tab;
  if (typeof name !== "string" || name === "")
    throw wrongTab(component, "has a tab without a name");
  const icon = "icon" in tab && typeof tab.icon === "string" ? { icon: tab.icon } : {};
  return { name, ...icon, content: contentOf(scope, { component, name, content }) };
}

interface Content {
  readonly component: Component;
  readonly name: string;
  readonly content: unknown;
}

function contentOf(scope: Tick, { component, name, content }: Content): TabContent {
  if (typeof content === "string") return addressOf(content);
  if (content instanceof StaticWeb) return siteOf(content);
  const shown = componentOf(content);
  if (shown === undefined) {
    throw wrongTab(
      component,
      `gives tab ${JSON.stringify(name)} a content that is no url, work or flow`,
    );
  }
  const tabs = tabsOf(scope, shown);
  if (tabs !== undefined) return { kind: "tabs", tabs };
  if (shown.kind === "work" && shown.options.port !== undefined)
    return addressOf(urlOf(scope, shown));
  return { kind: "component", component: nameOf(shown) };
}

const siteOf = ({ directory }: StaticWeb): TabContent => ({ kind: "static", directory });

/** `url + "/file"` before there is a url begins with a slash. */
const addressOf = (url: string): TabContent =>
  url === "" || url.startsWith("/") ? { kind: "loading" } : { kind: "url", url };

function urlOf(scope: Tick, work: Component): string {
  scope.reads.add(readKeys.work(nameOf(work), "url"));
  return (scope.engine.view.works.get(nameOf(work)) ?? untouchedWork).url;
}

function refuseDuplicates(component: Component, tabs: readonly TabView[]): void {
  const names = tabs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw wrongTab(component, `has two tabs named ${JSON.stringify(twice)}`);
}

const wrongTab = (component: Component, what: string): EngineError =>
  new EngineError("layout/wrong-tab", `configureLayout() of ${nameOf(component)} ${what}.`);
