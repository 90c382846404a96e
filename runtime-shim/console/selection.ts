import { computed } from "@preact/signals";
import type { LayoutTab } from "#protocol/api.ts";
import { chosen, type Route } from "./route.ts";
import { components, tabs } from "./store.ts";

/** What is on screen: the reader's choice while it exists, else the app's first tab, else the components. */
export const selection = computed<Route>(() => {
  const route = chosen.value;
  if (route !== undefined && (route.view !== "tab" || mayExist(route.names))) return route;
  const first = tabs.value?.[0];
  return first === undefined ? { view: "components" } : { view: "tab", names: [first.name] };
});

/** Follows names through nested tabs; where names end early, the first nested tab is meant. */
export function findTab(names: readonly string[]): readonly LayoutTab[] {
  const trail: LayoutTab[] = [];
  let level = tabs.value ?? [];
  while (level.length > 0) {
    const wanted = names[trail.length];
    const next = level.find(({ name }) => name === wanted) ?? level[0];
    if (next === undefined || (wanted !== undefined && next.name !== wanted && trail.length === 0))
      break;
    trail.push(next);
    level = next.tabs ?? [];
  }
  return trail;
}

/** A chosen tab that the layout does not have (yet) is kept while the layout is not known. */
const mayExist = (names: readonly string[]): boolean =>
  tabs.value === undefined || tabs.value.some(({ name }) => name === names[0]);

/** The component that the components view is about; the root's page where none, or none such, is chosen. */
export const selectedComponent = computed<string>(() => {
  const route = selection.value;
  const name = route.view === "components" ? route.component : undefined;
  return name !== undefined && name in components.value ? name : "root";
});
