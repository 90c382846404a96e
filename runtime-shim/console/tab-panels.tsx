import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { LayoutTab } from "#protocol/api.ts";
import { ComponentDetails } from "./component-details.tsx";
import { LogPane } from "./log-pane.tsx";
import { findTab, selection } from "./selection.ts";
import { ServiceFrame } from "./service-frame.tsx";
import { tabs } from "./store.ts";
import { Tab } from "./tab-bar.tsx";
import { tabId } from "./tab-id.ts";
import { moveFocus } from "./tab-keys.ts";

/** One panel for each tab of the app that was opened once: its page keeps its place while another is shown. */
export function TabPanels(): JSX.Element {
  const route = selection.value;
  const visited = useRef(new Set<string>()).current;
  const trail = route.view === "tab" ? findTab(route.names) : [];
  const current = trail.map(({ name }) => name);
  const key = tabId(current);
  if (current.length > 0) visited.add(key);
  return (
    <>
      {leaves(tabs.value ?? [], []).map(({ names, tab }) => {
        const id = tabId(names);
        const shown = id === key;
        return (
          <section
            class="panel"
            role="tabpanel"
            key={id}
            id={`panel-${id}`}
            aria-label={names.join(", ")}
            hidden={!shown}
          >
            {shown && names.length > 1 && <NestedTabs names={names} />}
            {(shown || visited.has(id)) && <TabContent tab={tab} />}
          </section>
        );
      })}
    </>
  );
}

function TabContent({ tab }: { readonly tab: LayoutTab }): JSX.Element {
  if (tab.component !== undefined) {
    return (
      <div class="chosen page">
        <div class="scroll">
          <ComponentDetails name={tab.component} />
        </div>
        <LogPane component={tab.component} />
      </div>
    );
  }
  return <ServiceFrame name={tab.name} url={tab.url} />;
}

/** One strip per level below the first; each shows what its level offers and which is chosen. */
function NestedTabs({ names }: { readonly names: readonly string[] }): JSX.Element {
  return (
    <>
      {names.slice(1).map((_, index) => {
        const above = names.slice(0, index + 1);
        const level = findTab(above)[index]?.tabs ?? [];
        return (
          <div
            class="nested-tabs"
            role="tablist"
            key={tabId(above)}
            aria-label={`Within ${above.at(-1)}`}
            onKeyDown={moveFocus}
          >
            {level.map(({ name }) => (
              <Tab
                key={name}
                id={tabId([...above, name])}
                to={{ view: "tab", names: [...above, name] }}
                selected={names[index + 1] === name}
              >
                {name}
              </Tab>
            ))}
          </div>
        );
      })}
    </>
  );
}

interface Leaf {
  readonly names: readonly string[];
  readonly tab: LayoutTab;
}

function leaves(level: readonly LayoutTab[], above: readonly string[]): readonly Leaf[] {
  return level.flatMap((tab) => {
    const names = [...above, tab.name];
    return tab.tabs !== undefined && tab.tabs.length > 0
      ? leaves(tab.tabs, names)
      : [{ names, tab }];
  });
}
