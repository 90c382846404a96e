import type { JSX } from "preact";
import { ComponentDetails } from "./component-details.tsx";
import { ComponentList } from "./component-list.tsx";
import { BackIcon } from "./icons.tsx";
import { LogPane } from "./log-pane.tsx";
import { open } from "./route.ts";
import { selectedComponent, selection } from "./selection.ts";
import { components } from "./store.ts";

/** The list, the chosen component, and its log lines; on a phone the list first, then one component. */
export function ComponentsView(): JSX.Element {
  const route = selection.value;
  if (Object.keys(components.value).length === 0) {
    return (
      <p class="empty">
        Nothing has reported yet. Components appear here as soon as the app has been read.
      </p>
    );
  }
  const name = selectedComponent.value;
  const explicit = route.view === "components" && route.component !== undefined;
  return (
    <div class={explicit ? "split split-chosen" : "split"}>
      <ComponentList selected={name} />
      <div class="chosen">
        <button type="button" class="back" onClick={() => open({ view: "components" })}>
          <BackIcon /> All components
        </button>
        <div class="scroll">
          <ComponentDetails name={name} />
        </div>
        <LogPane key={name} component={name} />
      </div>
    </div>
  );
}
