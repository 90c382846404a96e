/**
 * What differs from region to region: zones and images. The program's defaults come from here, dated;
 * `thunderhead images --update` pins newer ones in a stack's file.
 */
import type { MachineType } from "./types.ts";

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

interface Region {
  /** Ids of zones where new accounts get machines. */
  readonly zones: readonly string[];
  readonly images: Partial<Readonly<Record<ImageName, Image>>>;
}

/** Amazon Linux 2023, kernel 6.1, of 2026-05-01 (its public SSM parameters, by way of moto 5.2.1). */
const regions: Readonly<Record<string, Region>> = {
  "us-east-1": {
    zones: ["use1-az1", "use1-az2", "use1-az4", "use1-az5", "use1-az6"],
    images: {
      cpu: { id: "ami-0ed094fb1304fd857", rootDevice: "/dev/xvda" },
      cpuArm: { id: "ami-0d6fc8f787cd9a417", rootDevice: "/dev/xvda" },
    },
  },
};

export const imagesAsOf = "2026-05-01";

/**
 * Where no id is known, a machine template resolves the public parameter at launch. Amazon Linux and not
 * Ubuntu: only there does amazon-efs-utils come from a repository.
 */
const latest: Readonly<Record<ImageName, Image>> = {
  cpu: fromParameter("ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
  cpuArm: fromParameter("ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"),
  gpu: fromParameter(deepLearning("x86_64")),
  gpuArm: fromParameter(deepLearning("arm64")),
};

function deepLearning(architecture: string): string {
  const image = "base-oss-nvidia-driver-gpu-amazon-linux-2023";
  return `deeplearning/ami/${architecture}/${image}/latest/ami-id`;
}

function fromParameter(path: string): Image {
  return { id: `resolve:ssm:/aws/service/${path}`, rootDevice: "/dev/xvda" };
}

export const imageOf = (region: string, name: ImageName): Image =>
  regions[region]?.images[name] ?? latest[name];

export const knowsZones = (region: string): boolean => region in regions;

/** Every zone of the region that sells one of these types; all where that is not known. */
export function zonesFor(region: string, types: readonly MachineType[]): readonly string[] {
  const all = regions[region]?.zones ?? [];
  const selling = types.flatMap((type) => (type.zones.length > 0 ? type.zones : all));
  return region === "us-east-1" ? [...new Set(selling)].sort() : all;
}
