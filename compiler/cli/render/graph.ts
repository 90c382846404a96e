import type { ComputeName } from "#graph/compute.ts";
import type { AppGraph, Component } from "#graph/graph.ts";
import type { Tab } from "#graph/tab.ts";
import { table } from "./table.ts";

/** The graph for people: what there is, what goes where, and in which order. */
export function graphText(graph: AppGraph): string {
  const sections = [
    section("components", graph.components.map(componentRow)),
    section(
      "paths",
      graph.paths.map((path) => [path.name, path.path, readers(graph, path.name)]),
    ),
    section(
      "order",
      graph.order.map(([before, after]) => [`${before} → ${after}`]),
    ),
    section(
      "tabs",
      graph.tabs.map((tab) => [tab.name, tabContent(tab)]),
    ),
    section(
      "secrets",
      graph.secrets.map(({ name, works }) => [name, works.join(", ")]),
    ),
    section(
      "config",
      graph.config.map(({ name, type }) => [name, type]),
    ),
    section(
      "schedules",
      graph.schedules.map(({ flow, cron }) => [flow, cron]),
    ),
  ];
  return `${[`${graph.app.title} (${graph.app.file})`, ...sections.filter(Boolean)].join("\n\n")}\n`;
}

const section = (title: string, rows: readonly (readonly string[])[]): string =>
  rows.length === 0 ? "" : `${title}\n${table(rows)}`;

function componentRow(component: Component): readonly string[] {
  if (component.kind === "map") return [component.name, "map", "", "", `at most ${component.max}`];
  const className = component.class.slice(component.class.indexOf("#") + 1);
  if (component.kind === "flow") return [component.name, "flow", className];
  const port = component.port ? `:${component.port.number}` : "";
  return [component.name, "work", className, computeText(component.compute.name), port];
}

const computeText = (name: ComputeName): string =>
  typeof name === "string" ? name : name.anyOf.join(" or ");

function readers(graph: AppGraph, path: string): string {
  const consumers = graph.edges
    .filter((edge) => edge.path === path)
    .map(({ consumer }) => consumer);
  return consumers.length === 0 ? "read by nobody" : `→ ${[...new Set(consumers)].join(", ")}`;
}

function tabContent({ content }: Tab): string {
  if (content.kind === "url") return `${content.work}${content.suffix}`;
  if (content.kind === "component") return content.component;
  if (content.kind === "static") return content.directory;
  return content.kind === "external" ? content.url : "known when the app runs";
}
