import type { GeneralRow } from "./types.ts";

/**
 * Machines without accelerators: type, vCPU, GiB, $ an hour on demand (Linux, us-east-1), zones of us-east-1
 * that sell it. Sizes and zones: moto 5.2.1 (EC2 data of 2026-05). Prices: AWS's price list of 2026-01-19,
 * unchanged for these families for years.
 */
// biome-ignore format: a table
export const general: readonly GeneralRow[] = [
  ["t3.micro", 2, 1, 0.0104, "12456"],
  ["t3.small", 2, 2, 0.0208, "12456"],
  ["t3.medium", 2, 4, 0.0416, "12456"],
  ["t3.large", 2, 8, 0.0832, "12456"],
  ["t3.xlarge", 4, 16, 0.1664, "12456"],
  ["t3.2xlarge", 8, 32, 0.3328, "12456"],
  ["t3a.small", 2, 2, 0.0188, "12456"],
  ["t3a.medium", 2, 4, 0.0376, "12456"],
  ["t3a.large", 2, 8, 0.0752, "12456"],
  ["t3a.xlarge", 4, 16, 0.1504, "12456"],
  ["t3a.2xlarge", 8, 32, 0.3008, "12456"],
  ["t4g.micro", 2, 1, 0.0084, "12456"],
  ["t4g.small", 2, 2, 0.0168, "12456"],
  ["t4g.medium", 2, 4, 0.0336, "12456"],
  ["t4g.large", 2, 8, 0.0672, "12456"],
  ["t4g.xlarge", 4, 16, 0.1344, "12456"],
  ["t4g.2xlarge", 8, 32, 0.2688, "12456"],
  ["m7i.large", 2, 8, 0.1008, "12456"],
  ["m7i.xlarge", 4, 16, 0.2016, "12456"],
  ["m7i.2xlarge", 8, 32, 0.4032, "12456"],
  ["m7i.4xlarge", 16, 64, 0.8064, "12456"],
  ["m7i.8xlarge", 32, 128, 1.6128, "12456"],
  ["c7i.large", 2, 4, 0.08925, "12456"],
  ["c7i.xlarge", 4, 8, 0.1785, "12456"],
  ["c7i.2xlarge", 8, 16, 0.357, "12456"],
  ["c7i.4xlarge", 16, 32, 0.714, "12456"],
  ["c7i.8xlarge", 32, 64, 1.428, "12456"],
  ["c7i.12xlarge", 48, 96, 2.142, "12456"],
  ["c7i.24xlarge", 96, 192, 4.284, "12456"],
  ["c7i.48xlarge", 192, 384, 8.568, "12456"],
  ["r7i.large", 2, 16, 0.1323, "12456"],
  ["r7i.xlarge", 4, 32, 0.2646, "12456"],
  ["r7i.2xlarge", 8, 64, 0.5292, "12456"],
  ["r7i.4xlarge", 16, 128, 1.0584, "12456"],
  ["r7i.8xlarge", 32, 256, 2.1168, "12456"],
];
