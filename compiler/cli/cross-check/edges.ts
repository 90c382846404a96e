/** Calls, Paths and tabs that a run shows, beside those that the app graph allows. */
import type { AppGraph } from "#graph/graph.ts";
import type { ObservedTab } from "#protocol/observed.ts";
import { type Disagreement, show } from "./disagreement.ts";

/** The graph as a run's names ask for it: an element of a map stands under the map's name. */
export interface Expected {
  readonly graph: AppGraph;
  readonly nameOf: (component: string) => string;
  readonly edges: ReadonlySet<string>;
  readonly calls: ReadonlySet<string>;
  /** Work → works of which a call is over before any of its own. */
  readonly before: ReadonlyMap<string, readonly string[]>;
}

export function expected(graph: AppGraph): Expected {
  const maps = graph.components.flatMap(({ kind, name }) => (kind === "map" ? [name] : []));
  return {
    graph,
    nameOf: (component) => maps.find((map) => component.startsWith(`${map}.`)) ?? component,
    edges: new Set(graph.edges.map(({ path, consumer }) => `${path} ${consumer}`)),
    calls: new Set(graph.calls.map(({ work }) => work)),
    before: new Map(
      [...Map.groupBy(graph.order, ([, after]) => after)].map(([after, edges]) => [
        after,
        edges.map(([before]) => before),
      ]),
    ),
  };
}

/** A work was handed these Paths, named by producer and field. */
export function compareHanded(
  { graph, nameOf, edges }: Expected,
  component: string,
  paths: readonly string[],
): readonly Disagreement[] {
  const consumer = graph.components.find(({ name }) => name === nameOf(component));
  // A flow keeps Paths for others; who reads them is told when they are handed on.
  if (consumer?.kind === "flow" || consumer === undefined) return [];
  return paths.flatMap((path) => {
    const producer = graph.components.find(({ name }) => path.startsWith(`${name}.`));
    const name = pathName(path, nameOf);
    if (producer?.name === consumer.name || edges.has(`${name} ${consumer.name}`)) return [];
    return [
      {
        subject: `who reads the Path \`${name}\``,
        said: show(graph.edges.flatMap((edge) => (edge.path === name ? [edge.consumer] : []))),
        saw: show(consumer.name),
        span: graph.paths.find((one) => one.name === name)?.span ?? consumer.span,
        related: [{ span: consumer.span, message: "the work that was handed it" }],
      },
    ];
  });
}

/** `trials.low.model` is `trials.*.model` where `trials` is a map. */
function pathName(path: string, nameOf: Expected["nameOf"]): string {
  const map = nameOf(path);
  if (map === path) return path;
  const [, ...field] = path.slice(map.length + 1).split(".");
  return [map, "*", ...field].join(".");
}

export function compareCall(
  { graph, nameOf, calls }: Expected,
  component: string,
): readonly Disagreement[] {
  const work = nameOf(component);
  // A bare work as the app's root is called by no flow.
  if (calls.has(work) || work === "root") return [];
  const span = graph.components.find(({ name }) => name === work)?.span;
  return [{ subject: `who calls \`${work}\``, said: "nobody", saw: "a tick", span }];
}

/** What had to be over before is not. */
export function compareOrder(
  { graph, nameOf, before }: Expected,
  component: string,
  finished: ReadonlySet<string>,
): readonly Disagreement[] {
  const work = nameOf(component);
  const missing = (before.get(work) ?? []).filter((one) => !finished.has(one));
  const span = graph.calls.find((call) => call.work === work)?.span;
  return missing.map((one) => ({
    subject: `what is over before \`${work}\` is called`,
    said: show(one),
    saw: show([...finished]),
    span,
  }));
}

/** Tabs that the graph does not have, or with another content. */
export function compareTabs(
  { graph, nameOf }: Expected,
  observed: readonly ObservedTab[],
): readonly Disagreement[] {
  if (graph.tabs.some(({ content }) => content.kind === "unknown")) return [];
  return observed.flatMap(({ name, kind, component }) => {
    const tab = graph.tabs.find((one) => one.name === name);
    const subject = `the tab \`${name}\``;
    if (tab === undefined)
      return [{ subject, said: show(graph.tabs.map((one) => one.name)), saw: show(name) }];
    const { content, span } = tab;
    if (content.kind !== "component" || kind !== "component" || component === undefined) return [];
    if (content.component === nameOf(component)) return [];
    return [{ subject, said: show(content.component), saw: show(component), span }];
  });
}
