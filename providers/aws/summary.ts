import type { AppGraph } from "#graph/graph.ts";
import type { SummaryLine } from "#plan/provider.ts";
import { describeType, pricesAsOf, type SoldType } from "./catalogue/types.ts";
import { type ChosenGroup, type Layout, layoutOf } from "./lower/layout.ts";
import type { AwsOptions } from "./options.ts";

/** $ in us-east-1, of the date the catalogue carries. */
const hoursPerMonth = 730;
const address = 0.005;
const balancer = 0.0225;
const diskPerGib = 0.08;
const controllerDisk = 8;

/** What the stack would consist of and cost, as a person asks it before deploying. */
export function summarize(graph: AppGraph, options: AwsOptions): readonly SummaryLine[] {
  const layout = layoutOf(graph, options);
  return [
    ...layout.groups.map((group, index) => ({
      label: index === 0 ? "machines" : "",
      text: machinesText(group),
    })),
    ...(graph.paths.length > 0
      ? [{ label: "data", text: "Paths on an EFS volume, encrypted, kept when the stack goes" }]
      : []),
    ...serviceLines(layout, options),
    { label: "standing", text: standingText(layout, options) },
  ];
}

function machinesText({ name, compute, types: [type], works }: ChosenGroup): string {
  const most = Math.max(1, compute.nodes);
  const members = works.map((work) => work.name).join(", ");
  const price = `${(type.price * most).toFixed(2)} $/h while on`;
  return `${name}: 0 to ${most} × ${type.name} (${describeType(type)}), ${price}; for ${members}`;
}

function serviceLines(
  { services }: Layout,
  { access, region }: AwsOptions,
): readonly SummaryLine[] {
  if (services.length === 0) return [];
  const ports = services.map(({ work, listener }) => `${work.name} on port ${listener}`).join(", ");
  const ways = {
    tunnel: "through a tunnel, with no balancer",
    http: "of a balancer, for nobody until the stack's allowedCidrs names networks",
    https: "of a balancer with HTTPS, for nobody until the stack's allowedCidrs names networks",
  } satisfies Record<AwsOptions["access"]["kind"], string>;
  return [{ label: "services", text: `${ports} ${ways[access.kind]} (${region})` }];
}

function standingText({ controller, services, zones }: Layout, { access }: AwsOptions): string {
  const own = controllerCosts(controller);
  const hasBalancer = services.length > 0 && access.kind !== "tunnel";
  const shared = hasBalancer ? (balancer + address * zones.length) * hoursPerMonth : 0;
  const parts = [
    `controller ${controller.name} ${own.toFixed(2)}`,
    ...(hasBalancer ? [`balancer in ${zones.length} zones ${shared.toFixed(2)}`] : []),
  ];
  const total = `${(own + shared).toFixed(2)} $/month`;
  return `${total}: ${parts.join(", ")}; us-east-1, prices of ${pricesAsOf}`;
}

const controllerCosts = ({ price }: SoldType): number =>
  (price + address) * hoursPerMonth + controllerDisk * diskPerGib;
