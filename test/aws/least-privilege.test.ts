/**
 * Every call of the bindings is one that the emitted roles allow, and every action that they allow is one that some
 * binding needs, or stands below with who else does.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
} from "@aws-sdk/client-auto-scaling";
import { CreateLogGroupCommand } from "@aws-sdk/client-cloudwatch-logs";
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { CreateLaunchTemplateCommand } from "@aws-sdk/client-ec2";
import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { beforeAll, describe, expect, it } from "vitest";
import { awsDrives } from "#providers/aws/runtime/drives.ts";
import { awsFences } from "#providers/aws/runtime/fences.ts";
import { awsJournal } from "#providers/aws/runtime/journal.ts";
import { awsLeader } from "#providers/aws/runtime/leader.ts";
import { awsLogs } from "#providers/aws/runtime/logs.ts";
import { awsMachines } from "#providers/aws/runtime/machines.ts";
import { putInParts } from "#providers/aws/runtime/put-in-parts.ts";
import { awsSecrets } from "#providers/aws/runtime/secrets.ts";
import { isAllowed, type Request, type Statement } from "../access/evaluator.ts";
import { accessOf } from "../access/registered.ts";
import { type Aws, awsAt } from "../engine/aws/clients.ts";
import { compute, graphOf } from "../plan/graphs.ts";
import { batch } from "../runtime/journal-suite.ts";
import { requestOf } from "./asked.ts";
import { bucket, cloud, missing } from "./cloud.ts";

const { aws, url, newTable } = cloud();
const app = "boring-dev";
const graph = graphOf({
  train: {
    id: "a1b2",
    compute: compute("gpu"),
    paths: { out: "out/" },
    secrets: ["HF_TOKEN"],
    drives: ["runs"],
  },
  trials: { id: "c3d4", compute: compute("cpu-medium"), max: 4 },
  serve: { id: "e5f6", compute: compute("L4"), reads: ["train.out"] },
});

let roles: ReadonlyMap<string, readonly Statement[]> = new Map();
let table = "";
beforeAll(async () => {
  if (missing !== undefined) return;
  ({ roles } = await accessOf(graph));
  table = await newTable();
  for (const logGroupName of ["controller", "train"])
    await aws().logs.send(new CreateLogGroupCommand({ logGroupName }));
  await aws().parameters.send(
    new PutParameterCommand({
      Name: `/thunderhead/${app}/HF_TOKEN`,
      Value: "hf",
      Type: "SecureString",
    }),
  );
});

/** Clients that note what they ask for. */
function noting(): { readonly asked: Request[]; readonly clients: Aws } {
  const asked: Request[] = [];
  const clients = awsAt(url());
  const first = { step: "initialize" } as const;
  clients.tables.middlewareStack.add(noteIn(asked), first);
  clients.objects.middlewareStack.add(noteIn(asked), first);
  clients.scaling.middlewareStack.add(noteIn(asked), first);
  clients.machines.middlewareStack.add(noteIn(asked), first);
  clients.parameters.middlewareStack.add(noteIn(asked), first);
  clients.logs.middlewareStack.add(noteIn(asked), first);
  return { asked, clients };
}

const noteIn =
  (asked: Request[]) =>
  <Sent extends { input: object }, Done>(
    next: (sent: Sent) => Promise<Done>,
    { commandName = "" }: { commandName?: string },
  ) =>
  (sent: Sent): Promise<Done> => {
    asked.push(requestOf(commandName, { ...sent.input }));
    return next(sent);
  };

async function runController({ tables, objects, scaling, machines, logs }: Aws): Promise<void> {
  const journal = awsJournal({ tables, table, objects, data: bucket });
  for (let sequence = 1; sequence <= 5; sequence++) await journal.append(batch(sequence, 1));
  const noise = Array.from({ length: 60_000 }, () => Math.random().toString(36)).join("");
  await journal.append({ ...batch(6, 1), records: [{ kind: "note", at: 1, noise }] });
  await journal.get(6);
  for await (const _ of journal.read(1));
  await aWeekLater(2);
  for (const sequence of [3, 4, 5])
    await journal.snapshots?.save({ sequence, epoch: 1, ledger: `ledger ${sequence}` });
  await journal.snapshots?.latest();
  await journal.leader();
  const leader = awsLeader({ tables, table });
  const record = { epoch: 1, address: "wss://10.0.0.1:7502/agent", renewed: 0 };
  await leader.write({ expected: await leader.read(), record });
  const fences = awsFences({ tables, table });
  for (const id of ["a1b2", "c3d4-x"]) await fences.raise(id, 1);
  await startAndEnd(awsMachines({ scaling, machines, app, groups: await twoGroups() }));
  const kept = awsLogs({ logs, groupOf: () => "controller" });
  kept.add({ of: "", stream: "1", line: "hello", at: Date.now() });
  await kept.close();
}

/** So that a snapshot takes the first batches away. */
async function aWeekLater(until: number): Promise<void> {
  for (let sequence = 1; sequence <= until; sequence++) {
    const Key = { stream: { S: "journal" }, sequence: { N: `${sequence}` } };
    const { Item } = await aws().tables.send(new GetItemCommand({ TableName: table, Key }));
    const at = { N: `${Date.now() - 8 * 24 * 3_600_000}` };
    await aws().tables.send(new PutItemCommand({ TableName: table, Item: { ...Item, at } }));
  }
}

/** One by LaunchInstances, one where there is no such action. */
async function twoGroups(): Promise<ReadonlyMap<string, readonly string[]>> {
  const data = { ImageId: "ami-12c6146b", InstanceType: "g5.xlarge" } as const;
  await aws().machines.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName: "any", LaunchTemplateData: data }),
  );
  for (const AutoScalingGroupName of ["train", "serve"])
    await aws().scaling.send(
      new CreateAutoScalingGroupCommand({
        ...{ AutoScalingGroupName, MinSize: 0, MaxSize: 1, AvailabilityZones: ["us-east-1a"] },
        LaunchTemplate: { LaunchTemplateName: "any", Version: "$Latest" },
        Tags: [{ Key: "thunderhead:app", Value: app, PropagateAtLaunch: true }],
      }),
    );
  const old = { Key: "emulator:no-launch-instances", Value: "yes", PropagateAtLaunch: false };
  const Tags = [{ ResourceId: "serve", ResourceType: "auto-scaling-group", ...old }];
  await aws().scaling.send(new CreateOrUpdateTagsCommand({ Tags }));
  return new Map(["train", "serve"].map((name) => [name, [name]]));
}

async function startAndEnd(machines: ReturnType<typeof awsMachines>): Promise<void> {
  for (const group of ["train", "serve"]) {
    const answer = await machines.start({ group, token: "1" });
    if (answer.kind === "refused") throw new Error(answer.message);
    await machines.end(answer.machine);
  }
  await machines.list();
}

async function runTrain({ tables, objects, parameters, logs }: Aws): Promise<void> {
  await awsLeader({ tables, table }).read();
  expect(await awsFences({ tables, table }).read(["a1b2"])).toEqual({ a1b2: 1 });
  expect(await awsSecrets({ parameters, app }).read("HF_TOKEN")).toBe("hf");
  const drives = awsDrives({ objects, data: bucket });
  const file = join(mkdtempSync(join(tmpdir(), "privilege-")), "file");
  writeFileSync(file, "content");
  await drives.put("runs", "a/b", file);
  await drives.get("runs", "a", `${file}-back`);
  await drives.list("runs", "");
  await drives.delete("runs", "a/b");
  const upload = { Bucket: bucket, Key: "drives/runs/parts", file, size: 7 };
  await putInParts(objects, upload);
  await expect(putInParts(objects, { ...upload, file: `${file}-none` })).rejects.toThrow();
  const kept = awsLogs({ logs, groupOf: () => "train" });
  kept.add({ of: "a1b2", stream: "c0ffee-1", line: "hello", at: Date.now() });
  await kept.close();
}

/** Actions that no binding asks for, and who does. */
const others: Readonly<Record<string, string>> = {
  "s3:GetObject": "the boot script and the works' bundles, below the bundles bucket",
  "ec2:CreateFleet": "asked by LaunchInstances in the caller's name",
  "ec2:DescribeLaunchTemplateVersions": "the same",
  "autoscaling:DescribeScalingActivities": "where a group that was told to grow does not",
  "ssm:UpdateInstanceInformation": "Session Manager's agent, and the four below",
  "ssmmessages:CreateControlChannel": "",
  "ssmmessages:CreateDataChannel": "",
  "ssmmessages:OpenControlChannel": "",
  "ssmmessages:OpenDataChannel": "",
  "elasticfilesystem:ClientMount": "the mount helper, and the two below",
  "elasticfilesystem:ClientWrite": "",
  "elasticfilesystem:ClientRootAccess": "",
};

function check(name: string, asked: readonly Request[]): void {
  const statements = roles.get(name) ?? [];
  expect(asked.filter((request) => !isAllowed(statements, request))).toEqual([]);
  const used = new Set(asked.map(({ action }) => action));
  const granted = new Set(statements.flatMap(({ Action }) => Action));
  expect([...granted].filter((action) => !used.has(action) && !(action in others))).toEqual([]);
}

describe.skipIf(missing !== undefined)("what the bindings ask of AWS is what roles grant", () => {
  it("to the controller", async () => {
    const { asked, clients } = noting();
    await runController(clients);
    check("controller", asked);
  });

  it("to a work's machine, and to a map's", async () => {
    const { asked, clients } = noting();
    await runTrain(clients);
    check("train", asked);
    const other = noting();
    const { tables } = other.clients;
    await awsLeader({ tables, table }).read();
    expect(await awsFences({ tables, table }).read(["c3d4-x"])).toEqual({ "c3d4-x": 1 });
    expect(other.asked.filter((one) => !isAllowed(roles.get("trials") ?? [], one))).toEqual([]);
  });

  it("and not to another's", async () => {
    const { asked, clients } = noting();
    await runTrain(clients);
    const foreign = asked.filter((one) => isAllowed(roles.get("serve") ?? [], one));
    expect(new Set(foreign.map(({ context }) => JSON.stringify(context)))).toEqual(
      new Set([JSON.stringify({ "dynamodb:LeadingKeys": ["leader"] })]),
    );
  });
});
