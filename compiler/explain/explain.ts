import { calls } from "#plan/plan.ts";
import { componentStory } from "./component.ts";
import { pathStory } from "./path.ts";
import { resourceStories } from "./resource.ts";
import type { Story, Told } from "./story.ts";
import { valueStory } from "./value.ts";

/** What the name means: a component, a Path, a value of one, or resources; nothing where it is none of them. */
export function explain(name: string, told: Told): readonly Story[] {
  const { graph } = told;
  const component = graph.components.find((one) => one.name === name);
  if (component) return [componentStory(component, told)];
  const path = graph.paths.find((one) => one.name === name);
  if (path) return [pathStory(path, told)];
  const value = valueStory(name, told);
  return value ? [value] : resourceStories(name, told);
}

/** Every name that would have an answer, for a word that has none. */
export function explainable({ graph, plan, provenance }: Told): readonly string[] {
  const resources = calls(plan).flatMap(({ registers }) => registers);
  const names = [...graph.components, ...graph.paths, ...resources].map(({ name }) => name);
  const types = resources.map(({ type }) => type);
  return [...new Set([...names, ...provenance.named.keys(), ...types])];
}
