import type { AppGraph } from "#graph/graph.ts";
import type { SummaryLine } from "#plan/provider.ts";
import { generalName, namesAsOf } from "./catalogue/names.ts";
import { raiseQuota } from "./catalogue/quotas.ts";
import { type Cost, cost, type RunningCost } from "./cost.ts";
import { type Layout, layoutOf } from "./lower/layout.ts";
import { hasVolume } from "./lower/path.ts";
import { isPublic } from "./lower/service.ts";
import type { AwsOptions } from "./options.ts";
import { vcpuNeeds } from "./vcpu-needs.ts";

/** What the stack would consist of and cost, as a person asks it before deploying. */
export function summarize(graph: AppGraph, options: AwsOptions): readonly SummaryLine[] {
  const { running, standing, traffic, asOf } = cost(graph, options);
  return [
    ...running.map((group, index) => ({
      label: index === 0 ? "machines" : "",
      text: machinesText(group),
    })),
    ...nameLines(running),
    ...(hasVolume({ graph, options }) ? [{ label: "data", text: volumeText(graph, traffic) }] : []),
    ...serviceLines(layoutOf(graph, options), options),
    { label: "standing", text: standingText(standing, asOf) },
    ...quotaLines(graph, options),
  ];
}

/** What a general name means is this provider's reading of it, so it is told. */
function nameLines(running: readonly RunningCost[]): readonly SummaryLine[] {
  const meanings = running.flatMap(({ asked, type }) => {
    const need = generalName(asked)?.need;
    return need === undefined || asked === "default" ? [] : [`${asked} is ${need}: ${type}`];
  });
  if (meanings.length === 0) return [];
  return [{ label: "names", text: `${[...new Set(meanings)].join("; ")} (as of ${namesAsOf})` }];
}

/** What a new account lacks: it takes AWS hours to days to raise, so it is said before anything else fails. */
function quotaLines(graph: AppGraph, options: AwsOptions): readonly SummaryLine[] {
  const lacking = vcpuNeeds(graph, options).filter(({ vcpus, fresh }) => vcpus > fresh);
  return lacking.map(({ name, vcpus, fresh, code }, at) => {
    const command = raiseQuota({ code, value: vcpus }, options.region);
    const text = `${name}: ${vcpus} vCPU at once, a new account has ${fresh}: ${command}`;
    return { label: at === 0 ? "quotas" : "", text };
  });
}

function volumeText({ paths }: AppGraph, traffic: Cost["traffic"]): string {
  if (paths.length === 0 || !traffic)
    return "what former Paths published, on an EFS volume that is kept (storage.ts says until when)";
  const { path, readers, written, read, kept } = traffic;
  const machines = readers === 1 ? "one machine" : `${readers} machines`;
  const reading = readers > 0 ? `, ${read.toFixed(2)} $ to read by ${machines}` : "";
  return `Paths on an EFS volume, encrypted, kept when the stack goes; a GB of ${path} costs ${written.toFixed(2)} $ to write${reading}, ${kept.toFixed(2)} $/month to keep`;
}

function machinesText({ group, nodes, type, description, hourly, works }: RunningCost): string {
  const price = `${hourly.toFixed(2)} $/h while on`;
  return `${group}: 0 to ${nodes} × ${type} (${description}), ${price}; for ${works.join(", ")}`;
}

function serviceLines(
  { services }: Layout,
  { access, region }: AwsOptions,
): readonly SummaryLine[] {
  if (services.length === 0) return [];
  const ports = services.map(({ work, listener }) => `${work.name} on port ${listener}`).join(", ");
  const names = services.map(({ work }) => work.name).join(", ");
  const nobody = "for nobody until the stack's allowedCidrs names networks";
  const texts = {
    tunnel: `${names} through a tunnel, with no balancer`,
    http: `${ports} of a balancer, ${nobody}`,
    https: `${names} by HTTPS and host name, ${nobody}`,
  } satisfies Record<AwsOptions["access"]["kind"], string>;
  const open = services.flatMap(({ work }) => (isPublic(work) ? work.name : []));
  return [
    { label: "services", text: `${texts[access.kind]} (${region})` },
    ...(open.length > 0
      ? [
          {
            label: "public",
            text: `${open.join(", ")}: the whole internet may call, without login`,
          },
        ]
      : []),
  ];
}

function standingText({ monthly, items }: Cost["standing"], asOf: string): string {
  const parts = items.map((item) => `${item.what} ${item.monthly.toFixed(2)}`).join(", ");
  return `${monthly.toFixed(2)} $/month: ${parts}; us-east-1, prices of ${asOf}`;
}
