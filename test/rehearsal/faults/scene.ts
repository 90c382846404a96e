/** What faults have in their hands: gates, machines, the ledger as it stands, the deployed program. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { object, parse, string } from "valibot";
import type { Call } from "#controller/state.ts";
import { awsJournal } from "#providers/aws/runtime/journal.ts";
import { awsLeader } from "#providers/aws/runtime/leader.ts";
import { type Kept, ledgerOf } from "../../faults/ledger.ts";
import type { Cloud, Machine } from "../cloud.ts";
import { until } from "../expect.ts";
import type { Rehearsal } from "../rehearsal.ts";
import { manifestIn } from "../wheels.ts";

export interface Scene extends Rehearsal {
  /** Resolves when so many attempts of a round have come to its gate. */
  waits(round: string, attempts?: number): Promise<void>;
  open(round: string): void;
  /** The one machine of a group. */
  machine(group: string): Machine;
  /** The machine whose controller leads. */
  leading(): Promise<Machine>;
  /** Its calls, as the ledger has them now. */
  call(round: string): Promise<Call | undefined>;
  /** Where the deployed app keeps what a launch on a laptop keeps in its folder. */
  kept(): Kept;
  /** What a work has printed, as CloudWatch has it: it outlives the work's machines. */
  said(work: string): Promise<readonly string[]>;
  /** Compiles what the app has become, and runs `pulumi up`. */
  up(): Promise<void>;
}

export async function openScene(rehearsal: Rehearsal): Promise<Scene> {
  const { cloud, checkout, stack } = rehearsal;
  const { gates } = cloud;
  // Data keeps its names for good, and asking `pulumi` costs seconds.
  const { data } = parse(outputs, await stack.outputs());
  const keeps = (): Kept => ({
    journal: awsJournal({
      ...{ tables: cloud.aws.tables, objects: cloud.aws.objects },
      ...{ table: data.journal, data: data.data },
    }),
    manifest: manifestIn(checkout.infra),
    volume: join(cloud.volumes, data.volume),
  });
  return {
    ...rehearsal,
    waits: (name, attempts = 1) =>
      until(
        () => linesIn(join(gates, `${name}.waits`)) >= attempts,
        `Attempt ${attempts} comes to the gate of ${name}`,
      ),
    open: (name) => writeFileSync(join(gates, `${name}.open`), ""),
    machine: (group) => {
      const [found, ...others] = cloud.machines(group);
      if (found !== undefined && others.length === 0) return found;
      throw new Error(
        `${group} has ${others.length + (found ? 1 : 0)} machines, and should have one.`,
      );
    },
    leading: () => leading(rehearsal, data.journal),
    call: async (name) => {
      const { ledger } = await ledgerOf(keeps());
      return [...ledger.calls.values()].find((call) =>
        JSON.stringify(call.arguments).includes(name),
      );
    },
    kept: keeps,
    said: (work) => said(rehearsal, work),
    up: async () => {
      checkout.thunderhead("compile");
      await stack.must("up", "--yes", "--skip-preview");
    },
  };
}

async function leading({ cloud }: Rehearsal, table: string): Promise<Machine> {
  const record = await awsLeader({ tables: cloud.aws.tables, table }).read();
  const host = new URL(record?.address ?? "wss://nobody").hostname;
  const found = cloud.machines("controller").find(({ address }) => address === host);
  if (found !== undefined) return found;
  throw new Error(`${host} leads, and is no machine that runs.`);
}

const outputs = object({
  data: object({ bundles: string(), journal: string(), data: string(), volume: string() }),
});

const linesIn = (file: string): number =>
  existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").length : 0;

/** Scaling groups of that machine group. */
export async function groupsOf({ aws }: Cloud, group: string): Promise<readonly string[]> {
  const { AutoScalingGroups = [] } = await aws.scaling.send(new DescribeAutoScalingGroupsCommand());
  return AutoScalingGroups.filter(({ Tags = [] }) =>
    Tags.some(({ Key, Value }) => Key === "thunderhead:group" && Value === group),
  ).flatMap(({ AutoScalingGroupName }) => AutoScalingGroupName ?? []);
}

async function said({ cloud, checkout }: Rehearsal, work: string): Promise<readonly string[]> {
  const { works } = manifestIn(checkout.infra);
  const id = works.find(({ name }) => name === work)?.id;
  const { logGroups = [] } = await cloud.aws.logs.send(new DescribeLogGroupsCommand());
  const named = logGroups.flatMap((group) => group.logGroupName ?? []);
  const logGroupName = named.find((name) => name.endsWith(`/${id}`)) ?? work;
  const { events = [] } = await cloud.aws.logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.flatMap(({ message }) => message ?? []);
}
