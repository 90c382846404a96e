import type { ReviewedChange, ReviewedResource } from "#plan/review.ts";
import {
  findType,
  isSold,
  type MachineType,
  machineTypes,
  type SoldType,
} from "../catalogue/types.ts";
import { listAt, numberAt, textAt } from "./inputs.ts";
import { groupType, instanceTypes, isSpot, machinesOf, templateType } from "./machines.ts";

/** What a change of machines means, in the words of people who pay for them. */
export function describeChange({ fate, before, after }: ReviewedChange): readonly string[] {
  if (!before || !after) return [];
  if (after.type === groupType) return groupNotes(before, after, fate);
  return after.type === templateType ? templateNotes(before, after) : [];
}

function groupNotes(
  before: ReviewedResource,
  after: ReviewedResource,
  fate: ReviewedChange["fate"],
): readonly string[] {
  const [was, is] = [firstType(before), firstType(after)];
  const sizes = [before, after].map(machinesOf);
  const isReplaced = fate === "replaced" ? "replaced" : "no replacement";
  return [
    ...(was && is && was !== is ? [`${typeChange(was, is)} · ${isReplaced}`] : []),
    ...(is && was !== is ? cheaper(is) : []),
    ...(sizes[0] === sizes[1] ? [] : [`${sizes[0]} → ${sizes[1]} machines`]),
    ...(isSpot(before) === isSpot(after)
      ? []
      : [isSpot(after) ? "on demand → spot" : "spot → on demand"]),
  ];
}

const firstType = (one: ReviewedResource): MachineType | undefined =>
  findType(instanceTypes(one)[0] ?? "");

function typeChange(was: MachineType, is: MachineType): string {
  const efa = was.efa === is.efa ? [] : [`${was.efa} → ${is.efa} EFA cards`];
  return [`${was.name} → ${is.name}`, `${size(was)} → ${size(is)}`, ...efa].join(" · ");
}

const size = ({ accelerator, vcpu, memory }: MachineType): string =>
  accelerator
    ? `${accelerator.count}×${Math.round(accelerator.memory)} GiB`
    : `${vcpu} vCPU, ${memory} GiB`;

/** As many cards of at least this memory, for three quarters of the price or less. */
function cheaper(is: MachineType): readonly string[] {
  const { accelerator } = is;
  if (!accelerator || !isSold(is)) return [];
  const offers = machineTypes.filter(
    (one): one is SoldType =>
      isSold(one) &&
      one.accelerator?.count === accelerator.count &&
      one.accelerator.memory >= accelerator.memory - 1 &&
      one.price <= is.price * 0.75,
  );
  const [best] = offers.toSorted((a, b) => a.price - b.price);
  if (!best?.accelerator) return [];
  const card = `${best.accelerator.count}×${best.accelerator.name} ${Math.round(best.accelerator.memory)} GiB`;
  return [`as much memory for less: ${best.name}, ${card}, ${best.price.toFixed(2)} $/h`];
}

function templateNotes(
  { inputs: before }: ReviewedResource,
  { inputs: after }: ReviewedResource,
): readonly string[] {
  const disk = (inputs: ReviewedResource["inputs"]) =>
    numberAt(listAt(inputs, "blockDeviceMappings")[0], "ebs", "volumeSize");
  const image = (inputs: ReviewedResource["inputs"]) => textAt(inputs, "imageId");
  return [
    ...(disk(before) === disk(after) ? [] : [`disk ${disk(before)} → ${disk(after)} GiB`]),
    ...(image(before) === image(after) ? [] : [`image ${image(before)} → ${image(after)}`]),
  ];
}
