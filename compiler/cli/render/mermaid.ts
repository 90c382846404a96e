import type { AppGraph, Component } from "#graph/graph.ts";

/** The graph as a Mermaid flowchart: who owns whom, and which Path goes from whom to whom. */
export function mermaid(graph: AppGraph): string {
  const nodes = graph.components.map((component) => `  ${key(component.name)}${shape(component)}`);
  const owned = graph.components.flatMap(({ name, parent }) =>
    parent === undefined ? [] : [`  ${key(parent)} -.-> ${key(name)}`],
  );
  const data = graph.edges.flatMap(({ path, consumer }) => {
    const node = graph.paths.find(({ name }) => name === path);
    return node ? [`  ${key(node.producer)} == ${quote(node.path)} ==> ${key(consumer)}`] : [];
  });
  const order = graph.order
    .filter(([before, after]) => !isDataEdge(graph, before, after))
    .map(([before, after]) => `  ${key(before)} --> ${key(after)}`);
  return ["flowchart LR", ...nodes, ...owned, ...new Set(data), ...order, ""].join("\n");
}

/** Mermaid's ids take letters, digits and underscores; a name's other characters keep it unique by code. */
const key = (name: string): string =>
  `n_${name.replace(/[^A-Za-z0-9]/gu, (character) => `_${character.codePointAt(0)}_`)}`;

function shape(component: Component): string {
  const { name, kind } = component;
  if (kind === "flow") return `([${quote(name)}])`;
  if (kind === "map") return `[[${quote(`${name} ×${component.max}`)}]]`;
  const port = component.port ? ` :${component.port.number}` : "";
  return `[${quote(`${name}${port}`)}]`;
}

const quote = (text: string): string => `"${text.replaceAll('"', "#quot;")}"`;

function isDataEdge(graph: AppGraph, before: string, after: string): boolean {
  return graph.edges.some(
    ({ path, consumer }) =>
      consumer === after &&
      graph.paths.some((node) => node.name === path && node.producer === before),
  );
}
