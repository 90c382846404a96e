/**
 * What an app's program asks of an account, summed over the whole plan, beside what an account may have.
 * Machines and their vCPUs are another matter: they count while they run (`vcpu-needs.ts`).
 */
import { quotaAskFirst, quotaExceeded } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { AppGraph } from "#graph/graph.ts";
import { type Plan, registrations } from "#plan/plan.ts";
import { raiseQuota } from "../catalogue/quotas.ts";
import type { AwsOptions } from "../options.ts";
import { awsToken } from "./calls.ts";
import { type ChosenGroup, type Layout, layoutOf } from "./layout.ts";
import { policySize } from "./policy-size.ts";

interface Limit {
  readonly type: string;
  /** Which of that type count together: by the end of their names. @default all */
  readonly named?: string;
  /** In the plural. */
  readonly what: string;
  /** Of a new account. */
  readonly most: number;
  /** Where it can be raised. */
  readonly quota?: { readonly service: string; readonly code: string };
  readonly instead: string;
}

const alike = "Put works that are alike into a `ComponentMap`, which is one pool.";
const fewerServices = "Serve several things by one work, or compile to two apps.";

/** As of 2026-11. */
const limits: readonly Limit[] = [
  {
    type: awsToken("lb", "TargetGroup"),
    what: "target groups on one balancer",
    most: 100,
    instead: fewerServices,
  },
  {
    type: awsToken("lb", "Listener"),
    what: "listeners on one balancer",
    most: 50,
    quota: { service: "elasticloadbalancing", code: "L-B6DF7632" },
    instead: fewerServices,
  },
  {
    type: awsToken("lb", "ListenerRule"),
    what: "rules on one balancer",
    most: 100,
    quota: { service: "elasticloadbalancing", code: "L-7EED9B64" },
    instead: fewerServices,
  },
  {
    type: awsToken("efs", "AccessPoint"),
    what: "access points on one volume",
    most: 10_000,
    instead: alike,
  },
  {
    type: awsToken("autoscaling", "Group"),
    what: "groups of machines",
    most: 500,
    quota: { service: "autoscaling", code: "L-CDE20ADC" },
    instead: alike,
  },
  {
    type: awsToken("iam", "Role"),
    what: "roles",
    most: 1000,
    quota: { service: "iam", code: "L-FE177D64" },
    instead: alike,
  },
  {
    type: awsToken("iam", "InstanceProfile"),
    what: "instance profiles",
    most: 1000,
    quota: { service: "iam", code: "L-6E65F664" },
    instead: alike,
  },
  {
    // All of them stand on the volume's own firewall.
    type: awsToken("vpc", "SecurityGroupIngressRule"),
    named: "-volume",
    what: "groups of machines that the volume's firewall admits",
    most: 60,
    quota: { service: "vpc", code: "L-0EA8095F" },
    instead: alike,
  },
  {
    type: awsToken("ec2", "NatGateway"),
    what: "NAT gateways in one zone",
    most: 5,
    quota: { service: "vpc", code: "L-FE5A380F" },
    instead: 'Say `fabric: "one-card"` in thunderhead.config.ts.',
  },
  {
    type: awsToken("ec2", "Eip"),
    what: "fixed addresses",
    most: 5,
    quota: { service: "ec2", code: "L-0263D0A3" },
    instead: alike,
  },
  {
    type: awsToken("ec2", "Vpc"),
    what: "networks",
    most: 5,
    quota: { service: "vpc", code: "L-F678F1CE" },
    instead: "Name an existing `network` in thunderhead.config.ts.",
  },
];

/** Of all policies that are a role's own. */
const longestPolicy = 10_240;

interface Situation {
  readonly graph: AppGraph;
  readonly options: AwsOptions;
  readonly sink: Sink;
}

/** What can be asked for is told only where nothing is beyond asking. */
export function checkLimits(plan: Plan, situation: Situation): void {
  const byType = Map.groupBy(registrations(plan), ({ type }) => type);
  const over = limits.flatMap((limit) => {
    const { type, named = "" } = limit;
    const count = (byType.get(type) ?? []).filter(({ name }) => name.endsWith(named)).length;
    return count > limit.most ? [{ ...limit, need: `${count} ${limit.what}`, count }] : [];
  });
  const fixed = over.filter(({ quota }) => quota === undefined);
  const { graph, options, sink } = situation;
  const { name: app, span } = graph.app;
  for (const { need, most, instead } of fixed)
    sink.report(quotaExceeded(span, { app, need, limit: most.toLocaleString("en"), instead }));
  if (checkRoles(situation) || fixed.length > 0) return;
  for (const { need, most, quota, count } of over) {
    if (!quota) continue;
    const command = `\`${raiseQuota({ ...quota, value: count }, options.region)}\``;
    sink.report(quotaAskFirst(span, { need, fresh: most, command }));
  }
}

/** Whether some are too long. */
function checkRoles({ graph, options, sink }: Situation): boolean {
  const long = layoutOf(graph, options).groups.filter(
    (group) => policySize(group, { graph, options }) > longestPolicy,
  );
  for (const group of long) {
    const thousands = Math.round(policySize(group, { graph, options }) / 1000);
    const need = `a role of some ${thousands},000 characters for the machines of \`${group.name}\``;
    const instead = insteadOf(group, layoutOf(graph, options));
    const limit = longestPolicy.toLocaleString("en");
    const values = { app: graph.app.name, need, limit, instead };
    sink.report(quotaExceeded(group.works[0]?.span, values));
  }
  return long.length > 0;
}

/** The loops whose works, or whose Paths, a role has to name one by one. */
function insteadOf({ works }: ChosenGroup, { works: placed }: Layout): string {
  const named = works.flatMap(({ name }) => [name, ...readBy(name, placed)]);
  const loops = new Set(named.flatMap((name) => placed.get(name)?.alike ?? []));
  const [first] = [...loops].toSorted((one, other) => other.works.length - one.works.length);
  if (!first) return `${alike} Or give some of them a compute of their own.`;
  const { name, works: all } = first;
  return `Make \`${name}\`, ${all.length} works of one loop, a \`ComponentMap\`: one pool, which a role names once.`;
}

const readBy = (name: string, placed: Layout["works"]): readonly string[] =>
  (placed.get(name)?.reads ?? []).map((producer) => producer.name);
