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
    const name = groupName(work);
    groups.set(name, [...(groups.get(name) ?? []), work]);
  }
  return [...groups].flatMap(([name, members]) => {
    const first = members[0];
    return first ? [{ name, id: groupId(name, first), compute: first.compute, works: members }] : [];
  });
}

const groupName = ({ compute, name }: Work): string =>
  compute.shared ? "default" : (compute.colocationGroup ?? name);

const groupId = (name: string, first: Work): string =>
  first.compute.shared || first.compute.colocationGroup !== undefined ? name : first.id;

