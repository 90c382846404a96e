import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ComponentsIcon, GraphIcon, LogsIcon } from "./icons.tsx";
import { failed } from "./overall.ts";
import { open, type Route } from "./route.ts";
import { findTab, selection } from "./selection.ts";
import { StageMark } from "./stage.tsx";
import { tabs } from "./store.ts";
import { tabId } from "./tab-id.ts";
import { moveFocus } from "./tab-keys.ts";

/**
 * The app's tabs from the left, the console's own at the right edge: when the app adds one, nothing that a
 * reader is about to press moves away.
 */
export function TabBar(): JSX.Element {
  const route = selection.value;
  return (
    <div class="tab-bar" role="tablist" aria-label="Views" onKeyDown={moveFocus}>
      <div class="app-tabs" role="presentation">
        {tabs.value?.map(({ name, loading, icon = "" }) => (
          <Tab
            key={name}
            id={tabId([name])}
            to={{ view: "tab", names: [name] }}
            selected={route.view === "tab" && route.names[0] === name}
          >
            {loading ? <StageMark stage="starting" /> : <Emoji icon={icon} />}
            <span class="tab-name">{name}</span>
          </Tab>
        ))}
      </div>
      <Tab id="components" to={{ view: "components" }} selected={route.view === "components"}>
        {failed.value === undefined ? <ComponentsIcon /> : <StageMark stage="failed" />}
        <span class="own-name">Components</span>
      </Tab>
      <Tab id="graph" to={{ view: "graph" }} selected={route.view === "graph"}>
        <GraphIcon />
        <span class="own-name">Graph</span>
      </Tab>
      <Tab id="logs" to={{ view: "logs" }} selected={route.view === "logs"}>
        <LogsIcon />
        <span class="own-name">Logs</span>
      </Tab>
    </div>
  );
}

/** An icon is a character or two; anything longer would be a name, which the tab has already. */
function Emoji({ icon }: { readonly icon: string }): JSX.Element | null {
  return icon === "" || icon.length > 4 ? null : <span aria-hidden="true">{icon}</span>;
}

/** A tab that has nested ones controls the panel that is shown within it. */
function panelId(id: string): string {
  const route = selection.value;
  return route.view === "tab" ? tabId(findTab(route.names).map(({ name }) => name)) : id;
}

interface TabProps {
  readonly id: string;
  readonly to: Route;
  readonly selected: boolean;
  readonly children: ComponentChildren;
}

export function Tab({ id, to, selected, children }: TabProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (selected) button.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected]);
  return (
    <button
      ref={button}
      type="button"
      role="tab"
      class="tab"
      id={`tab-${id}`}
      aria-controls={selected ? `panel-${panelId(id)}` : undefined}
      aria-selected={selected}
      tabIndex={selected ? 0 : -1}
      onClick={() => open(to)}
    >
      {children}
    </button>
  );
}
