import { type AppGraph, works } from "#graph/graph.ts";
import type { Work } from "#graph/work.ts";
import { literal, noted, reference } from "#plan/expression.ts";
import type { Call, PlanFile } from "#plan/plan.ts";
import type { AwsOptions } from "../options.ts";
import { type AwsContext, component, registered } from "./calls.ts";
import { layoutOf, type PlacedService } from "./layout.ts";
import { formerNames, logicalName } from "./name-rules.ts";

export const serviceSymbol = ({ name }: Work): string => `service ${name}`;

/** An exposed port: a place on the balancer. Through the tunnel a work needs nothing of its own. */
export function lowerService(work: Work, context: AwsContext): readonly PlanFile[] {
  const { services, works } = layoutOf(context.graph, context.options);
  const service = services.find((one) => one.work.name === work.name);
  const file = works.get(work.name)?.file;
  if (!service || file === undefined || context.options.access.kind === "tunnel") return [];
  const call =
    context.options.access.kind === "http" ? onHttp(service, context) : onHttps(service, context);
  return [{ file, header: [], statements: [call] }];
}

function onHttp({ work, port, listener }: PlacedService, context: AwsContext): Call {
  const name = logicalName("thunderhead:aws:HttpService", work.name);
  const taken = listener === port ? undefined : `${port} is another service's`;
  return component(
    "HttpService",
    {
      ...common(work, name),
      arguments: {
        balancer: reference("balancer"),
        port: portOf(work, port, context),
        ...(taken !== undefined && { listener: noted(literal(listener), taken) }),
        health: literal(work.settings.health.path),
        ...publicOf(work),
      },
      registers: [
        registered("lb TargetGroup", name),
        registered("lb Listener", name),
        ...(isPublic(work)
          ? [registered("vpc SecurityGroupIngressRule", `${name}-0.0.0.0/0`)]
          : []),
      ],
      formerly: formerNames("thunderhead:aws:HttpService", work),
    },
    "http-balancer",
  );
}

function onHttps({ work, port, host }: PlacedService, context: AwsContext): Call {
  const name = logicalName("thunderhead:aws:HttpsService", work.name);
  return component(
    "HttpsService",
    {
      ...common(work, name),
      arguments: {
        balancer: reference("balancer"),
        host: literal(host),
        port: portOf(work, port, context),
        health: literal(work.settings.health.path),
        ...publicOf(work),
      },
      registers: httpsServiceParts(name, { context, isPublic: isPublic(work) }),
      formerly: formerNames("thunderhead:aws:HttpsService", work),
    },
    "https-balancer",
  );
}

/** Beside a public service, each other's rule names its callers: by default there are none, and no rule. */
export const httpsServiceParts = (
  name: string,
  {
    context: { graph, options },
    isPublic,
  }: { readonly context: Pick<AwsContext, "graph" | "options">; readonly isPublic: boolean },
) => [
  registered("lb TargetGroup", name),
  ...(isPublic || !isOpen(graph) ? [registered("lb ListenerRule", name)] : []),
  ...recordOf(name, options),
];

const recordOf = (name: string, { access }: AwsOptions) => [
  ...(access.kind === "https" && access.zoneId !== undefined
    ? [registered("route53 Record", name)]
    : []),
];

/** Some service is for the whole internet. */
export const isOpen = (graph: AppGraph): boolean =>
  works(graph).some((work) => work.port !== undefined && isPublic(work));

export const isPublic = ({ settings }: Work): boolean => settings.public === true;

const publicOf = (work: Work) =>
  isPublic(work) ? { public: noted(literal(true), "for the whole internet, as the app says") } : {};

const common = (work: Work, name: string) => ({
  name,
  symbol: serviceSymbol(work),
  identifier: `${work.name}.service`,
  origin: {
    component: work.name,
    span: work.port?.span,
    comment: [],
    because: `\`${work.name}\` has a port`,
  },
});

function portOf(work: Work, port: number, { place }: AwsContext) {
  if (!work.port) return literal(port);
  const asked = work.port.number === 0 ? "port: 0, any free one" : `port: ${work.port.number}`;
  return noted(literal(port), `${place(work.port.span)} — ${asked}`);
}
