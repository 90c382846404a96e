/**
 * General names, those of Lightning, and the machines they mean here. Lightning's V100 machines are leaving
 * AWS, so the two fast names go by need: one, or four, modern cards with at least as much memory.
 */
export const generalNames: Readonly<Record<string, readonly string[]>> = {
  default: ["t3.medium", "t3a.medium"],
  cpu: ["t3.medium", "t3a.medium"],
  "cpu-small": ["t3.large", "t3a.large"],
  "cpu-medium": ["m7i.2xlarge", "t3.2xlarge"],
  gpu: ["g4dn.xlarge"],
  "gpu-fast": ["g6e.xlarge"],
  "gpu-fast-multi": ["g6e.12xlarge"],
  "flow-lite": ["t4g.small"],
};
