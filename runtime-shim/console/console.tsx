import type { JSX } from "preact";
import { Banner } from "./banner.tsx";
import { ComponentsView } from "./components-view.tsx";
import { GraphView } from "./graph-view.tsx";
import { Header } from "./header.tsx";
import { LogPane } from "./log-pane.tsx";
import { open } from "./route.ts";
import { selection } from "./selection.ts";
import { TabBar } from "./tab-bar.tsx";
import { TabPanels } from "./tab-panels.tsx";

/** The whole page: header and tabs stay where they are; below them one panel shows at a time. */
export function Console(): JSX.Element {
  const route = selection.value;
  return (
    <div class="console">
      <header>
        <Header />
        <TabBar />
      </header>
      <Banner />
      <main class="panels">
        <TabPanels />
        <section
          class="panel"
          role="tabpanel"
          id="panel-components"
          aria-labelledby="tab-components"
          hidden={route.view !== "components"}
        >
          {route.view === "components" && <ComponentsView />}
        </section>
        <section
          class="panel"
          role="tabpanel"
          id="panel-graph"
          aria-labelledby="tab-graph"
          hidden={route.view !== "graph"}
        >
          {route.view === "graph" && <GraphView />}
        </section>
        <section
          class="panel"
          role="tabpanel"
          id="panel-logs"
          aria-labelledby="tab-logs"
          hidden={route.view !== "logs"}
        >
          {route.view === "logs" && (
            <LogPane
              component={route.component}
              onComponent={(component) => open({ view: "logs", component })}
            />
          )}
        </section>
      </main>
    </div>
  );
}
