import type { Regions } from "../region.ts";
import type { MachineType } from "../types.ts";

const generated = (about: string): string =>
  `// Written by \`npm run catalogue\`, a line each. ${about}\n`;

export function printMachines(machines: readonly MachineType[]): string {
  const lines = machines.map((machine) => `  ${record(machine)},`);
  return `${generated("GiB as EC2 reports them, NVMe in GB, prices in $ an hour.")}import type { MachineType } from "./types.ts";

// biome-ignore format: a table
export const machines: readonly MachineType[] = [
${lines.join("\n")}
];
`;
}

export function printRegions(regions: Regions): string {
  const entries = Object.entries(regions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { sells, ...rest }]) => [
      `  ${JSON.stringify(name)}: {`,
      ...Object.entries(rest).map(([key, value]) => `    ${key}: ${record(value)},`),
      "    sells: {",
      ...Object.entries(sells)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([zones, types]) => `      ${JSON.stringify(zones)}: ${record(types)},`),
      "    },",
      "  },",
    ]);
  return `${generated("Ids of images, and types by the zones that sell them.")}import type { Regions } from "./region.ts";

// biome-ignore format: a table
export const regions: Regions = {
${entries.join("\n")}
};
`;
}

/** JSON with bare keys and room between: as a person would type it. */
function record(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(record).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{ ${fields.map(([key, field]) => `${key}: ${record(field)}`).join(", ")} }`;
}
