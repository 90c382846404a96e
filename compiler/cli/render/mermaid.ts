import type { AppGraph, Component, ComponentName } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";

/**
 * The graph as a Mermaid flowchart: flows hold what they own, Paths go from whom makes them to whom may read
 * them, a dashed line says what merely comes first, and whoever has a port is reached from outside.
 */
export function mermaid(graph: AppGraph): string {
  const [root] = graph.components;
  return [
    "flowchart LR",
    ...(root ? boxes(root, { graph, depth: 1 }) : []),
    ...exposures(graph),
    ...dataArrows(graph),
    ...orderArrows(graph),
    "",
  ].join("\n");
}

interface At {
  readonly graph: AppGraph;
  readonly depth: number;
}

/** A flow with what it owns inside; everything else is one shape. */
function boxes(component: Component, { graph, depth }: At): readonly string[] {
  const indent = "  ".repeat(depth);
  const own = graph.components.filter(({ parent }) => parent === component.name);
  if (component.kind !== "flow" || own.length === 0)
    return [`${indent}${key(component.name)}${shape(component)}`];
  const title = component.name === "root" ? graph.app.title : lastName(component.name);
  return [
    `${indent}subgraph ${key(component.name)}[${quote(title)}]`,
    ...own.flatMap((one) => boxes(one, { graph, depth: depth + 1 })),
    `${indent}end`,
  ];
}

/** Mermaid's ids take letters, digits and underscores; a name's other characters keep it unique by code. */
const key = (name: string): string =>
  `n_${name.replace(/[^A-Za-z0-9]/gu, (character) => `_${character.codePointAt(0)}_`)}`;

/** What it stands in says the rest. */
const lastName = (name: ComponentName): string => name.slice(name.lastIndexOf(".") + 1);

function shape(component: Component): string {
  const { name, kind } = component;
  if (kind === "flow") return `([${quote(lastName(name))}])`;
  if (kind === "map") {
    const classes = component.elements.map((one) => one.class.replace(/^.*#/, ""));
    return `[[${quote(`${lastName(name)} ×${component.max}`, ...new Set(classes))}]]`;
  }
  return `[${quote(lastName(name), machine(component))}]`;
}

function machine({ compute }: Work): string {
  const wish = typeof compute.name === "string" ? compute.name : compute.name.anyOf.join(" or ");
  const nodes = compute.nodes > 1 ? `${compute.nodes} × ` : "";
  return `${nodes}${wish}${compute.interruptible ? ", spot" : ""}`;
}

function exposures({ components }: AppGraph): readonly string[] {
  const services = components.filter(
    (one): one is Work => one.kind === "work" && one.port !== undefined,
  );
  if (services.length === 0) return [];
  return [
    `  outside(((${quote("outside")})))`,
    ...services.map(({ name, port }) => {
      const label = port?.number ? `:${port.number}` : "a free port";
      return `  outside -- ${quote(label)} --> ${key(name)}`;
    }),
  ];
}

/** One arrow for all Paths that go the same way. */
function dataArrows({ edges, paths }: AppGraph): readonly string[] {
  const ways = new Map<string, Set<string>>();
  for (const { path, consumer } of edges) {
    const node = paths.find(({ name }) => name === path);
    if (!node) continue;
    const way = `${key(node.producer)} ${key(consumer)}`;
    ways.set(way, (ways.get(way) ?? new Set()).add(node.path));
  }
  return [...ways].map(([way, files]) => {
    const [from, to] = way.split(" ");
    return `  ${from} == ${quote(...files)} ==> ${to}`;
  });
}

/** Where no Path says so already. */
const orderArrows = ({ order, edges, paths }: AppGraph): readonly string[] =>
  order
    .filter(
      ([before, after]) =>
        !edges.some(
          ({ path, consumer }) =>
            consumer === after &&
            paths.some(({ name, producer }) => name === path && producer === before),
        ),
    )
    .map(([before, after]) => `  ${key(before)} -.-> ${key(after)}`);

/** Lines of a label. Mermaid reads entities by number, and nothing else, in a quoted text. */
const quote = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replace(/[^\p{L}\p{N} .,:×_\-()/*+=]/gu, entity)).join("<br/>")}"`;

const entity = (character: string): string => `#${character.codePointAt(0)};`;
