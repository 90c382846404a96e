/** What the boot script expects of machines: a card that is not there costs as much as one that is. */

import { packagesOn, requirementsOn } from "#graph/requirements.ts";
import { cudaOf } from "./lower/check-packages.ts";
import type { Layout } from "./lower/layout.ts";
import { machinesName } from "./lower/machine-group.ts";
import { pythonOn } from "./lower/pythons.ts";

/**
 * A line for each type that a group may get: `GROUP TYPE GPUS EFA-CARDS CUDA PYTHON SHARED`. CUDA is `-` where no wheel
 * asks for any, Python where nothing runs it; else the versions that its works need, `3.12,3.13`, or `any` where the
 * image's will do. SHARED is MiB of shared memory, `-` where what the type gives itself is enough.
 */
export function machinesList({ groups }: Pick<Layout, "groups">): string {
  const lines = groups.flatMap((group) => {
    const requirements = group.works.flatMap((work) => [
      ...requirementsOn(work),
      ...packagesOn(work),
    ]);
    const cards = group.fabric?.cards ?? 0;
    const python = pythonOn(group);
    return group.types.map(({ name, accelerator, memory }) => {
      const gpus = accelerator?.vendor === "nvidia" ? Math.ceil(accelerator.count) : 0;
      const asked = requirements.map(cudaOf).filter((one) => one !== undefined);
      const cuda = gpus > 0 ? newest(asked) : "-";
      const shared = moreShared(group.compute.shmSize, memory);
      return `${machinesName(group)} ${name} ${gpus} ${cards} ${cuda} ${python} ${shared}`;
    });
  });
  return lines.map((line) => `${line}\n`).join("");
}

/** MiB, where it is more than half of so many GiB, which Linux gives by itself. */
const moreShared = (asked: number | undefined, memory: number): string =>
  asked !== undefined && asked > memory * 512 ? `${asked}` : "-";

type Cuda = readonly [major: number, minor: number];

const newest = (all: readonly Cuda[]): string =>
  all.toSorted((left, right) => right[0] - left[0] || right[1] - left[1])[0]?.join(".") ?? "-";
