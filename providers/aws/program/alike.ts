// Works that one place of the source makes alike, by a loop as there: each has its own log group,
// its own share of the volume and, where it asks for one, its own machines, as if it stood alone.
import type * as pulumi from "@pulumi/pulumi";
import { Work, type WorkArgs } from "./work.ts";
import { WorkMachines, type WorkMachinesArgs } from "./work-machines.ts";

export interface WorksAlikeArgs extends Omit<WorkArgs, "id"> {
  /** By name; an id outlives every rename, so data, logs and ledger stay. */
  ids: Readonly<Record<string, string>>;
}

export class WorksAlike {
  readonly all: readonly Work[];

  constructor(_: string, { ids, ...args }: WorksAlikeArgs) {
    this.all = Object.entries(ids).map(([name, id]) => new Work(name, { ...args, id }));
  }
}

/** One of them. */
export function pick({ all }: WorksAlike, name: string): Work {
  const found = all.find(({ label }) => label === name);
  if (!found) throw new Error(`No work is called ${name}.`);
  return found;
}

export interface MachinesAlikeArgs extends Omit<WorkMachinesArgs, "works"> {
  works: readonly Work[];
}

/** Machines for each of these works. */
export class MachinesAlike {
  readonly all: readonly WorkMachines[];
  readonly groupNames: Readonly<Record<string, pulumi.Output<string[]>>>;

  constructor(_: string, { works, ...args }: MachinesAlikeArgs) {
    this.all = works.map((work) => new WorkMachines(work.label, { ...args, works: [work] }));
    this.groupNames = Object.fromEntries(
      this.all.map(({ label, groupNames }) => [label, groupNames]),
    );
  }
}
