import type { QuotaNeed } from "#plan/review.ts";
import { vcpuQuotas } from "../catalogue/quotas.ts";
import { type ScalingGroup, typeOf } from "./machines.ts";

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
  const found = type && vcpuQuotas.find(({ families }) => families.test(type.name));
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
