/**
 * AWS's own answers, read from files that its command line wrote, in the catalogue's words. Only what the
 * catalogue holds is looked at; a field that is missing means that the type has no such thing.
 */
import * as v from "valibot";
import type { Accelerator, MachineFacts } from "../types.ts";

const memory = v.object({ SizeInMiB: v.number() });
const device = v.object({
  Name: v.string(),
  Manufacturer: v.optional(v.string(), "AWS"),
  Count: v.optional(v.number(), 0),
  GpuPartitionSize: v.optional(v.number(), 1),
  MemoryInfo: v.optional(memory),
});

const instanceType = v.object({
  InstanceType: v.string(),
  VCpuInfo: v.object({ DefaultVCpus: v.number() }),
  MemoryInfo: memory,
  ProcessorInfo: v.object({ SupportedArchitectures: v.array(v.string()) }),
  InstanceStorageInfo: v.optional(v.object({ TotalSizeInGB: v.number() })),
  NetworkInfo: v.object({
    MaximumNetworkCards: v.optional(v.number(), 1),
    EfaInfo: v.optional(v.object({ MaximumEfaInterfaces: v.optional(v.number(), 0) })),
  }),
  GpuInfo: v.optional(v.object({ Gpus: v.array(device) })),
  NeuronInfo: v.optional(v.unknown()),
  InferenceAcceleratorInfo: v.optional(v.object({ Accelerators: v.array(device) })),
});
export type InstanceType = v.InferOutput<typeof instanceType>;

/** `aws ec2 describe-instance-types` */
export const typesAnswer = v.object({ InstanceTypes: v.array(instanceType) });

/** `aws ec2 describe-instance-type-offerings --location-type availability-zone-id` */
export const offeringsAnswer = v.object({
  InstanceTypeOfferings: v.array(v.object({ InstanceType: v.string(), Location: v.string() })),
});

/** `aws ssm get-parameters-by-path` or `get-parameters`: ids of images by their parameters' names. */
export const parametersAnswer = v.object({
  Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })),
});

export const factsOf = (type: InstanceType): MachineFacts => ({
  vcpu: type.VCpuInfo.DefaultVCpus,
  memory: gib(type.MemoryInfo.SizeInMiB),
  architecture: type.ProcessorInfo.SupportedArchitectures.includes("arm64") ? "arm64" : "x86_64",
  nvme: type.InstanceStorageInfo?.TotalSizeInGB ?? 0,
  networkCards: type.NetworkInfo.MaximumNetworkCards,
  efa: type.NetworkInfo.EfaInfo?.MaximumEfaInterfaces ?? 0,
  ...acceleratorOf(type),
});

/** AWS's own chips are told in a shape that changes with each of them: rows of those are kept by hand. */
function acceleratorOf(type: InstanceType): { readonly accelerator?: Accelerator } {
  const [card] = [
    ...(type.GpuInfo?.Gpus ?? []),
    ...(type.InferenceAcceleratorInfo?.Accelerators ?? []),
  ];
  if (!card) return {};
  return {
    accelerator: {
      name: shortNames[card.Name] ?? card.Name,
      vendor: vendors[card.Manufacturer.toLowerCase()] ?? "other",
      // A slice of a card counts as none, and says its share instead.
      count: card.Count || card.GpuPartitionSize,
      memory: gib(card.MemoryInfo?.SizeInMiB ?? 0),
    },
  };
}

const vendors: Readonly<Record<string, Accelerator["vendor"]>> = {
  nvidia: "nvidia",
  amd: "amd",
  aws: "aws",
};

/** As EC2 names it, and as apps ask for it. */
const shortNames: Readonly<Record<string, string>> = {
  "Radeon Pro V520": "V520",
  "RTX PRO Server 6000": "RTXPRO6000",
  "RTX PRO Server 4500": "RTXPRO4500",
  "Qualcomm AI100": "AI100",
  "Gaudi HL-205": "Gaudi",
};

const gib = (mib: number): number => Math.round((mib / 1024) * 100) / 100;

/** `az2` before `az10`. */
const { compare: byNumber } = new Intl.Collator("en", { numeric: true });

/** Zone ids by type; local and wavelength zones have longer ids, and no place here. */
export function zonesByType(
  answer: v.InferOutput<typeof offeringsAnswer>,
): ReadonlyMap<string, readonly string[]> {
  const usual = answer.InstanceTypeOfferings.filter(({ Location }) =>
    /^[a-z]+\d-az\d+$/.test(Location),
  );
  const byType = Map.groupBy(usual, ({ InstanceType }) => InstanceType);
  return new Map(
    [...byType].map(([type, all]) => [type, all.map(({ Location }) => Location).sort(byNumber)]),
  );
}

/**
 * AWS's price list of one region as CSV (`…/AmazonEC2/current/<region>/index.csv`): some lines about the
 * list, one of titles, then a line per offer, every field in quotation marks. $ an hour by type.
 */
export function pricesOf(csv: string): ReadonlyMap<string, number> {
  const lines = csv.split(/\r?\n/).map(fieldsOf);
  const titles = lines.find((fields) => fields.includes("Instance Type")) ?? [];
  const field = (fields: readonly string[], title: string): string =>
    fields[titles.indexOf(title)] ?? "";
  const plain = lines.filter((fields) =>
    Object.entries(plainLinux).every(([title, value]) => field(fields, title) === value),
  );
  return new Map(
    plain.map((fields) => [field(fields, "Instance Type"), Number(field(fields, "PricePerUnit"))]),
  );
}

const plainLinux = {
  TermType: "OnDemand",
  "Operating System": "Linux",
  "Pre Installed S/W": "NA",
  CapacityStatus: "Used",
  Tenancy: "Shared",
  Currency: "USD",
} satisfies Readonly<Record<string, string>>;

const fieldsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"(?:,|$)/g)].map(([, text]) => text ?? "");
