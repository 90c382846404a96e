import type { MachineFact, ReviewedResource } from "#plan/review.ts";
import { findType, type MachineType } from "../catalogue/types.ts";
import { isObject, listAt, numberAt, ofType, referred, textAt } from "./inputs.ts";

export const groupType = "aws:autoscaling/group:Group";
export const templateType = "aws:ec2/launchTemplate:LaunchTemplate";

/** A scaling group with what its template says. */
export interface ScalingGroup {
  readonly resource: ReviewedResource;
  /** A work's name, `default`, `controller`: a gang's groups, zone by zone, share it. */
  readonly label: string;
  /** In order of preference. */
  readonly types: readonly string[];
  /** At work, at most. */
  readonly machines: number;
  /** Set where machines stand whether or not a work runs. */
  readonly desired: number | undefined;
  readonly spot: boolean;
  readonly template: ReviewedResource | undefined;
  /** GiB of each machine's disks. */
  readonly disk: number;
}

export const scalingGroups = (resources: readonly ReviewedResource[]): readonly ScalingGroup[] =>
  ofType(resources, groupType).map((resource) => scalingGroup(resource, resources));

export function scalingGroup(
  resource: ReviewedResource,
  resources: readonly ReviewedResource[],
): ScalingGroup {
  const { inputs } = resource;
  const specification = ["mixedInstancesPolicy", "launchTemplate", "launchTemplateSpecification"];
  const reference =
    textAt(inputs, ...specification, "launchTemplateId") ?? textAt(inputs, "launchTemplate", "id");
  const template = referred(resources, templateType, reference);
  const own = textAt(template?.inputs, "instanceType");
  const wished = instanceTypes(resource);
  return {
    resource,
    label: groupLabel(resource),
    types: wished.length > 0 ? wished : own === undefined ? [] : [own],
    machines: machinesOf(resource),
    desired: numberAt(inputs, "desiredCapacity"),
    spot: isSpot(resource),
    template,
    disk: listAt(template?.inputs, "blockDeviceMappings").reduce(
      (sum: number, one) => sum + (numberAt(one, "ebs", "volumeSize") ?? 0),
      0,
    ),
  };
}

/** Half of what the group may hold: see `program/group.ts`. */
export const machinesOf = ({ inputs }: Pick<ReviewedResource, "inputs">): number =>
  Math.ceil((numberAt(inputs, "maxSize") ?? 0) / 2);

export const instanceTypes = ({ inputs }: ReviewedResource): readonly string[] =>
  listAt(inputs, "mixedInstancesPolicy", "launchTemplate", "overrides").flatMap(
    (one) => textAt(one, "instanceType") ?? [],
  );

export const isSpot = ({ inputs }: ReviewedResource): boolean =>
  numberAt(
    inputs,
    "mixedInstancesPolicy",
    "instancesDistribution",
    "onDemandPercentageAboveBaseCapacity",
  ) === 0;

export const groupLabel = ({ inputs, name }: ReviewedResource): string =>
  listAt(inputs, "tags").flatMap((tag) =>
    isObject(tag) && tag["key"] === "thunderhead:group" ? (textAt(tag, "value") ?? []) : [],
  )[0] ?? name;

/** One a label: its first choice. */
export function machineFacts(groups: readonly ScalingGroup[]): readonly MachineFact[] {
  const found = new Map<string, MachineFact>();
  for (const { label, types, machines } of groups) {
    const [type] = types;
    if (type !== undefined && !found.has(label))
      found.set(label, { group: label, type, nodes: machines });
  }
  return [...found.values()];
}

export const typeOf = ({ types }: ScalingGroup): MachineType | undefined =>
  types[0] === undefined ? undefined : findType(types[0]);
