/**
 * What differs from region to region: zones, what they sell, and images. The program's defaults come from
 * here, dated; `thunderhead images --update` pins newer images in a stack's file.
 */
import { regions } from "./regions.gen.ts";
import { findType, type MachineType, pricedRegion } from "./types.ts";

export interface Region {
  /** `use1-az`, which numbers end. */
  readonly prefix: string;
  /** Types by the numbers of the zones that sell them: `{ "1 2 4": ["t3.micro"] }`. */
  readonly sells: Readonly<Record<string, readonly string[]>>;
  /** Where from, and of when. */
  readonly source: string;
  readonly images: Partial<Readonly<Record<ImageName, string>>>;
  readonly imagesAsOf: string;
}
export type Regions = Readonly<Record<string, Region>>;

export interface Image {
  readonly id: string;
  readonly rootDevice: string;
}

/** Names of the stack's `images`: by what a machine has, and its architecture. */
export type ImageName = "cpu" | "cpuArm" | "gpu" | "gpuArm";

export const imageNameFor = ({ accelerator, architecture }: MachineType): ImageName => {
  const kind = accelerator ? "gpu" : "cpu";
  return architecture === "arm64" ? `${kind}Arm` : kind;
};

/** Public parameters that hold the newest image's id. Amazon Linux: only there does EFS's client come from a repository. */
export const imageParameters: Readonly<Record<ImageName, string>> = {
  cpu: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  cpuArm: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  gpu: deepLearning("x86_64"),
  gpuArm: deepLearning("arm64"),
};

function deepLearning(architecture: string): string {
  const image = "base-oss-nvidia-driver-gpu-amazon-linux-2023";
  return `/aws/service/deeplearning/ami/${architecture}/${image}/latest/ami-id`;
}

/** Where no id is known, a machine template resolves the parameter at launch. */
export const imageOf = (region: string, name: ImageName): Image => ({
  id: regions[region]?.images[name] ?? `resolve:ssm:${imageParameters[name]}`,
  rootDevice: "/dev/xvda",
});

/** What Amazon Linux 2023 calls `python3`, then those that its repository has besides. */
export const imagePythons = ["3.9", "3.11", "3.12", "3.13"] as const;
export const imagePythonsAsOf = "2026-10";

/** GiB of disk that a machine's image needs: one with drivers and CUDA alone fills 60 and more. */
export const leastDisk = ({ accelerator }: Pick<MachineType, "accelerator">): number =>
  accelerator ? 100 : 30;

/** The newest CUDA that the driver in the GPU images serves, and when that was looked up. */
export const newestCuda = { major: 13, minor: 2, asOf: "2026-10" };

export const imagesAsOf = (region: string): string | undefined => regions[region]?.imagesAsOf;

export const regionNames: readonly string[] = Object.keys(regions);
export const knowsZones = (region: string): boolean => Object.hasOwn(regions, region);

/** Ids of the zones where any new account gets machines. */
export const zonesOf = (region: string): readonly string[] => sellingZones(region, "t3.medium");

/**
 * Ids of the zones that sell the type; none where the region lacks it. A type that the region's answer is
 * too old to know, but that is on its price list, is sold in all of them until somebody looks.
 */
export function zonesSelling(region: string, type: string): readonly string[] {
  const found = sellingZones(region, type);
  if (found.length > 0) return found;
  const listed = typeof findType(type)?.price === "number" && region === pricedRegion;
  return listed ? zonesOf(region) : [];
}

/** Of a region that the catalogue does not know, nothing is held against a wish. */
export const isSoldIn = (region: string, { name }: MachineType): boolean =>
  !knowsZones(region) || zonesSelling(region, name).length > 0;

function sellingZones(region: string, type: string): readonly string[] {
  const { prefix, sells } = regions[region] ?? { prefix: "", sells: {} };
  const entry = Object.entries(sells).find(([, types]) => types.includes(type));
  return entry ? entry[0].split(" ").map((number) => `${prefix}${number}`) : [];
}

/** Every zone of the region that sells one of these types. */
export const zonesFor = (region: string, types: readonly MachineType[]): readonly string[] =>
  [...new Set(types.flatMap(({ name }) => zonesSelling(region, name)))].sort();

/** `aws`, or where AWS is apart from itself. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
