import { mostAtOnce } from "./at-once.ts";

/** EC2 counts the vCPUs that run, by family and by how they are bought. */
interface VcpuQuota {
  readonly families: RegExp;
  readonly name: string;
  readonly onDemand: string;
  readonly spot: string;
  /** What a new account has. */
  readonly fresh: number;
}

const standard: VcpuQuota = {
  families: /^./,
  name: "Standard",
  onDemand: "L-1216C47A",
  spot: "L-34B43A08",
  fresh: 5,
};

/** The first that fits counts. Codes as of 2026-07. */
export const vcpuQuotas: readonly VcpuQuota[] = [
  { families: /^(g|vt)\d/, name: "G and VT", onDemand: "L-DB2E81BA", spot: "L-3819A6DF", fresh: 0 },
  { families: /^p5/, name: "P", onDemand: "L-417A185B", spot: "L-C4BD4855", fresh: 0 },
  { families: /^p\d/, name: "P", onDemand: "L-417A185B", spot: "L-7212CCBC", fresh: 0 },
  { families: /^trn/, name: "Trn", onDemand: "L-2C3B7624", spot: "L-6B0D517C", fresh: 0 },
  { families: /^inf/, name: "Inf", onDemand: "L-1945791B", spot: "L-B5D1601B", fresh: 0 },
  { families: /^dl\d/, name: "DL", onDemand: "L-6E869C2A", spot: "L-85EED4F7", fresh: 0 },
  standard,
];

export const quotaOf = (type: string): VcpuQuota =>
  vcpuQuotas.find(({ families }) => families.test(type)) ?? standard;

/** What an app asks of one quota at its busiest. */
export interface QuotaNeed {
  readonly code: string;
  readonly name: string;
  readonly vcpus: number;
  /** What a new account has. */
  readonly fresh: number;
}

export interface Machines {
  /** Of the group; those without are always there. */
  readonly name?: string | undefined;
  readonly type: { readonly name: string; readonly vcpu: number };
  readonly nodes: number;
  readonly spot: boolean;
}

/** Machines that are surely gone when others start are not counted beside them. */
export function quotaNeeds(
  machines: readonly Machines[],
  isBefore: (first: string, second: string) => boolean,
): readonly QuotaNeed[] {
  const needs = machines.map(({ name, type, nodes, spot }) => {
    const quota = quotaOf(type.name);
    return {
      group: name,
      code: spot ? quota.spot : quota.onDemand,
      name: spot ? `${quota.name} spot requests` : `${quota.name} on demand`,
      fresh: quota.fresh,
      weight: type.vcpu * nodes,
    };
  });
  const byCode = Map.groupBy(needs, ({ code }) => code);
  return [...byCode.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const always = same.filter(({ group }) => group === undefined);
    const now = same.flatMap(({ group, weight }) =>
      group === undefined ? [] : [{ name: group, weight }],
    );
    const standing = always.reduce((sum, { weight }) => sum + weight, 0);
    const { code, name, fresh } = first;
    return [{ code, name, fresh, vcpus: standing + mostAtOnce(now, isBefore) }];
  });
}

export const raiseQuota = (
  { code, service = "ec2", value }: { code: string; service?: string; value: number },
  region: string,
): string =>
  `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${value} --region ${region}`;
