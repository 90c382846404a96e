import type { QuotaNeed } from "#plan/review.ts";
import { type ScalingGroup, typeOf } from "./machines.ts";

/** EC2 counts vCPUs, by family and by how they are bought. New accounts have 5 of the ordinary kind. */
interface Class {
  readonly families: RegExp;
  readonly name: string;
  readonly onDemand: string;
  readonly spot: string;
  readonly fresh: number;
}

const classes: readonly Class[] = [
  { families: /^(g|vt)\d/, name: "G and VT", onDemand: "L-DB2E81BA", spot: "L-3819A6DF", fresh: 0 },
  { families: /^p5/, name: "P", onDemand: "L-417A185B", spot: "L-C4BD4855", fresh: 0 },
  { families: /^p\d/, name: "P", onDemand: "L-417A185B", spot: "L-7212CCBC", fresh: 0 },
  { families: /^trn/, name: "Trn", onDemand: "L-2C3B7624", spot: "L-6B0D517C", fresh: 0 },
  { families: /^inf/, name: "Inf", onDemand: "L-1945791B", spot: "L-B5D1601B", fresh: 0 },
  { families: /^dl\d/, name: "DL", onDemand: "L-6E869C2A", spot: "L-85EED4F7", fresh: 0 },
  { families: /^./, name: "Standard", onDemand: "L-1216C47A", spot: "L-34B43A08", fresh: 5 },
];

/** What all machines at once ask of the account's quotas. */
export function quotas(groups: readonly ScalingGroup[]): readonly QuotaNeed[] {
  const byLabel = new Map<string, Omit<QuotaNeed, "command">>();
  for (const group of groups) {
    const need = needOf(group);
    const known = byLabel.get(group.label);
    // A gang has a group in each zone, and runs in one of them.
    if (need && (!known || need.need > known.need)) byLabel.set(group.label, need);
  }
  const sums = new Map<string, Omit<QuotaNeed, "command">>();
  for (const one of byLabel.values()) {
    const before = sums.get(one.code)?.need ?? 0;
    sums.set(one.code, { ...one, need: before + one.need });
  }
  return [...sums.values()].map((one) => ({ ...one, command: commandFor(one) }));
}

function needOf(group: ScalingGroup): Omit<QuotaNeed, "command"> | undefined {
  const type = typeOf(group);
  const found = type && classes.find(({ families }) => families.test(type.name));
  if (!type || !found) return undefined;
  const { spot } = group;
  return {
    code: spot ? found.spot : found.onDemand,
    name: spot
      ? `All ${found.name} Spot Instance Requests`
      : `Running On-Demand ${found.name} instances`,
    unit: "vCPU",
    need: type.vcpu * (group.desired ?? group.machines),
    fresh: found.fresh,
  };
}

const commandFor = ({ code, need }: Pick<QuotaNeed, "code" | "need">): string =>
  `aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${code} --desired-value ${need}`;
