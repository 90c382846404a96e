/**
 * General names, those of Lightning, and the machines they mean here: in a region, the first alternative of
 * which it sells something. Lightning's V100 machines are leaving AWS, so the two fast names go by need: one,
 * or four, modern cards with at least as much memory.
 */
export interface GeneralName {
  /** Each a set of equals, of which EC2 takes what it has. */
  readonly alternatives: readonly (readonly string[])[];
  /** The need behind it, told to people. */
  readonly need: string;
}

/** Of the mapping. */
export const namesAsOf = "2026-07-20";

export const generalNames: Readonly<Record<string, GeneralName>> = {
  default: { alternatives: [["t3.medium", "t3a.medium"]], need: "2 vCPU, 4 GiB" },
  cpu: { alternatives: [["t3.medium", "t3a.medium"]], need: "2 vCPU, 4 GiB" },
  "cpu-small": { alternatives: [["t3.large", "t3a.large"]], need: "2 vCPU, 8 GiB" },
  "cpu-medium": { alternatives: [["m7i.2xlarge", "t3.2xlarge"]], need: "8 vCPU, 32 GiB" },
  gpu: {
    alternatives: [["g4dn.xlarge"], ["g6.xlarge"], ["g5.xlarge"]],
    need: "a card with 16 GB",
  },
  "gpu-fast": {
    alternatives: [["g6e.xlarge"], ["g5.xlarge"], ["g6.xlarge"]],
    need: "a fast card with 16 GB or more",
  },
  "gpu-fast-multi": {
    alternatives: [["g6e.12xlarge"], ["g5.12xlarge"], ["g6.12xlarge"]],
    need: "4 fast cards with 16 GB or more",
  },
  "flow-lite": { alternatives: [["t4g.small"]], need: "2 vCPU, 2 GiB" },
};

/** What a wish stands for, where it is one of those: an app may ask for anything, `toString` too. */
export const generalName = (wish: string): GeneralName | undefined =>
  Object.hasOwn(generalNames, wish) ? generalNames[wish] : undefined;
