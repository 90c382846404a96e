import type { Compute } from "./compute.ts";
import { type AppGraph, works } from "./graph.ts";
import type { Work } from "./work.ts";

/** What a compute becomes: machines that are started and stopped together with the works on them. */
export interface MachineGroup {
  /** `default` for the shared one, the colocation group's name, else the work's. */
  readonly name: string;
  readonly id: string;
  readonly compute: Compute;
  readonly works: readonly Work[];
}

/** Groups in construction order of their first work. Maps with machines of their own follow with their issue. */
export function machineGroups(graph: AppGraph): readonly MachineGroup[] {
  const groups = new Map<string, Work[]>();
  for (const work of works(graph)) {
    const key = groupKey(work);
    groups.set(key, [...(groups.get(key) ?? []), work]);
  }
  return [...groups.values()].flatMap((members) => {
    const first = members[0];
    return first ? [group(first, members)] : [];
  });
}

/** A work and a colocation group may have the same name, and still be two. */
const groupKey = ({ compute, name }: Work): string => {
  if (compute.shared) return "shared";
  return compute.colocationGroup === undefined
    ? `work ${name}`
    : `colocation ${compute.colocationGroup}`;
};

function group(first: Work, members: readonly Work[]): MachineGroup {
  const { compute } = first;
  const common = compute.shared ? "default" : compute.colocationGroup;
  return { name: common ?? first.name, id: common ?? first.id, compute, works: members };
}
