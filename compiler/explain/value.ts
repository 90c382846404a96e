import { type Origin, originsOf, shown } from "#analyze/provenance.ts";
import type { Value } from "#analyze/value.ts";
import { type AppGraph, type Component, works } from "#graph/graph.ts";
import { type Step, type Story, step, type Told } from "./story.ts";

/** A value of a component or the app's configuration, back to the literals it was made from. */
export function valueStory(name: string, { graph, provenance }: Told): Story | undefined {
  const owner = ownerOf(name, graph);
  const value = provenance.named.get(name);
  if (value) {
    const worth = shown(value) ?? "not known before the app runs";
    return {
      kind: "value",
      name,
      title: `\`${name}\` is ${worth}`,
      steps: [...originSteps(value, provenance), ...ownerSteps(owner)],
    };
  }
  return settingStory(name, graph, owner) ?? configStory(name, graph);
}

/** Back from a value to the literals it was made from. */
export const originSteps = (
  value: Value | undefined,
  provenance: Told["provenance"],
): readonly Step[] => (value ? originsOf(value, provenance).map(told) : []);

function told({ role, span, value, reason, depth }: Origin): Step {
  const worth = value === undefined ? "" : `: ${value}`;
  const from = depth > 0 ? "made from what is " : "";
  const texts = {
    used: `passes through here${depth > 0 ? worth : ""}`,
    computed: `${from}computed here${worth}`,
    written: `${from}written here${worth}`,
    unknown: `not known from here on: ${reason ?? ""}`,
  } satisfies Record<Origin["role"], string>;
  return step(texts[role], span);
}

const ownerOf = (name: string, graph: AppGraph): Component | undefined =>
  graph.components
    .filter((one) => name.startsWith(`${one.name}.`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];

const ownerSteps = (owner: Component | undefined): readonly Step[] =>
  owner ? [step(`belongs to \`${owner.name}\`, which is made here`, owner.span)] : [];

/** What the source does not say: the default. */
function settingStory(
  name: string,
  graph: AppGraph,
  owner: Component | undefined,
): Story | undefined {
  const work = works(graph).find((one) => one === owner);
  if (!work || !owner) return undefined;
  const key = name.slice(owner.name.length + 1);
  const { compute, settings } = work;
  const values: Readonly<Record<string, unknown>> = {
    cloudCompute: compute.shared ? "the app's shared `default` machine" : compute.name,
    ...settings,
    ...Object.fromEntries(
      Object.entries(compute).map(([one, value]) => [`cloudCompute.${one}`, value]),
    ),
  };
  if (!Object.hasOwn(values, key)) return undefined;
  const value = values[key];
  const worth = typeof value === "string" && value.includes("`") ? value : JSON.stringify(value);
  return {
    kind: "value",
    name,
    title: `\`${name}\` is ${worth}`,
    steps: [step("the source does not say, so it is the default"), ...ownerSteps(owner)],
  };
}

function configStory(name: string, graph: AppGraph): Story | undefined {
  const key = name.replace(/^config\./, "");
  const config = graph.config.find((one) => one.name === key);
  const secret = graph.secrets.find((one) => one.name === name.replace(/^secret\./, ""));
  if (config) {
    const values = config.values ? `, one of ${config.values.join(", ")}` : "";
    const fallback =
      config.fallback === undefined
        ? "it has to be given"
        : `it is ${JSON.stringify(config.fallback)} unless given`;
    const title = `\`${key}\` is a ${config.type === "oneOf" ? "choice" : config.type} of the configuration${values}`;
    return {
      kind: "value",
      name: key,
      title,
      steps: [step("declared here", config.span), step(fallback)],
    };
  }
  if (!secret) return undefined;
  const readers = secret.works.map((one) => `\`${one}\``).join(", ");
  const title = `\`${secret.name}\` is a secret`;
  return {
    kind: "value",
    name: secret.name,
    title,
    steps: [step(`read by ${readers}`, secret.span)],
  };
}
