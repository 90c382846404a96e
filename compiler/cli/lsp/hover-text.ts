import type { Compute } from "#graph/compute.ts";
import { type AppGraph, type Component, works } from "#graph/graph.ts";
import type { PathNode } from "#graph/path.ts";
import type { Offer, Offers } from "#plan/offers.ts";

interface Sold {
  readonly graph: AppGraph;
  /** One for each wish, in the user's order, with what the app would get. */
  readonly answers: readonly (Offers & { readonly got: readonly Offer[] })[];
}

/** A `CloudCompute`: which machine, what it has, what it costs, what it is counted against. */
export function computeText(compute: Compute, { graph, answers }: Sold): string {
  const wish = wishOf(compute);
  const machines = answers.flatMap(({ got, region, pricesAsOf, priceRegion, refusal }) => {
    if (got.length === 0) return refusal ? [refusal] : [];
    const price = `list price of ${priceRegion}, ${pricesAsOf}`;
    return got.map((offer) => machineText(offer, compute, { region, price }));
  });
  const users = works(graph).filter((work) => isSame(work.compute, compute));
  const minutes = Math.round(compute.idleTimeout / 60);
  const count = compute.nodes === 1 ? "0 to 1 machine" : `0 or ${compute.nodes} machines`;
  const stops = `each stops ${minutes} min after its last call`;
  const how = compute.interruptible ? "spot" : "on demand";
  return [
    `**CloudCompute** ${wish}`,
    ...machines,
    `${count}, ${how}; ${stops}`,
    ...(users.length > 0 ? [`for ${users.map(({ name }) => `\`${name}\``).join(", ")}`] : []),
  ].join("\n\n");
}

function machineText(
  { name, accelerator, vcpu, memory, price, quota, zones }: Offer,
  { nodes, interruptible }: Compute,
  about: { readonly region: string; readonly price: string },
): string {
  const cards = accelerator
    ? `${accelerator.count} × ${accelerator.name} (${accelerator.memory} GB) · `
    : "";
  const all = nodes > 1 ? `, ${(price * nodes).toFixed(2)} for ${nodes}` : "";
  // A list price is what on-demand costs; as spot it is less, and counted elsewhere.
  const most = interruptible ? "at most " : "";
  const counted = interruptible
    ? `${quota.name} spot requests (\`${quota.spot}\`)`
    : `${quota.name} (\`${quota.code}\`)`;
  return [
    `**\`${name}\`** ${cards}${vcpu} vCPU · ${memory} GiB`,
    `${most}${price.toFixed(2)} $/h${all} (${about.price})`,
    `quota ${counted}: ${vcpu * nodes} vCPU`,
    `${about.region}: ${zones.join(", ")}`,
  ].join("  \n");
}

const isSame = (a: Compute, b: Compute): boolean =>
  a.span.file === b.span.file && a.span.start === b.span.start;

export const wishOf = ({ name }: Pick<Compute, "name">): string =>
  (typeof name === "string" ? [name] : name.anyOf).map((one) => `\`${one}\``).join(" or ");

/** A component: what it is, where it runs, what it makes and reads, who calls it. */
export function componentText(component: Component, graph: AppGraph): string {
  const { name, id, kind } = component;
  const made = graph.paths.filter(({ producer }) => producer === name);
  const read = graph.edges.filter(({ consumer }) => consumer === name);
  const calls = graph.calls.filter(({ work }) => work === name);
  return [
    `**${kind}** \`${name}\` · id \`${id}\``,
    ...aboutMachine(component),
    ...line(
      "makes",
      made.map((path) => path.name),
    ),
    ...line(
      "may read",
      read.map(({ path }) => path),
    ),
    ...line(
      "called by",
      calls.map(({ flow }) => flow),
    ),
  ].join("\n\n");
}

function aboutMachine(component: Component): readonly string[] {
  if (component.kind === "flow") return [];
  if (component.kind === "map") return [`at most ${component.max} at a time`];
  const { compute, port } = component;
  const machine = compute.shared ? "on the shared `default` machine" : `on ${wishOf(compute)}`;
  return [port ? `${machine} · port ${port.number}` : machine];
}

/** A Path: its file, who makes it, and everyone who may be handed it. */
export function pathText({ name, id, path, producer }: PathNode, graph: AppGraph): string {
  const readers = graph.edges.filter((edge) => edge.path === name);
  return [
    `**Path** \`${name}\` · id \`${id}\``,
    `file \`${path}\`, made by \`${producer}\``,
    ...line(
      "may be read by",
      readers.map(({ consumer }) => consumer),
    ),
  ].join("\n\n");
}

const line = (label: string, names: readonly string[]): readonly string[] =>
  names.length === 0
    ? []
    : [`${label} ${[...new Set(names)].map((one) => `\`${one}\``).join(", ")}`];
