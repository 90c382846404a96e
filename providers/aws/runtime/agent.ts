/**
 * The agent of one machine: finds the leader in the record, proves that it is this instance, and runs the works of
 * its group. It outlives controllers; the fence records tell it whether its attempts still count.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { STSClient } from "@aws-sdk/client-sts";
import { runAgent } from "#boot/agent.ts";
import { localEnvironments } from "#environment/environment.ts";
import { bootPhases } from "./boot-phases.ts";
import type { OnMachine } from "./booted.ts";
import { awsEnvironments } from "./environments.ts";
import { awsFences } from "./fences.ts";
import { agentIdentity } from "./identity.ts";
import { followReleases, knownWorks } from "./known-works.ts";
import { awsLeader } from "./leader.ts";
import { awsLogs } from "./logs.ts";
import { instanceMetadata, requireMetadata } from "./metadata.ts";
import { watchNotices } from "./notice.ts";
import { storesOf } from "./stores.ts";
import { siteOf } from "./volume-folders.ts";

export async function runOnWorkMachine(here: OnMachine): Promise<void> {
  const { app, state, journal: table } = here;
  const machine = await requireMetadata("meta-data/instance-id");
  const tables = new DynamoDBClient({ maxAttempts: 1 });
  const leader = awsLeader({ tables, table });
  const directory = join(state, "agent");
  await mkdir(directory, { recursive: true });
  const works = knownWorks(here.deployment);
  const logs = awsLogs({
    logs: new CloudWatchLogsClient(),
    groupOf: (workId) => works.logs.get(siteOf(workId)),
  });
  const agent = await runAgent({
    machine,
    address: await requireMetadata("meta-data/local-ipv4"),
    controller: () => leader.read(),
    directory,
    ...storesOf(here, works),
    identity: agentIdentity({ identities: new STSClient(), app, machine }),
    environments: localEnvironments({
      pythonModule: fileURLToPath(new URL("../python", import.meta.url)),
      shared: awsEnvironments({ ...here, group: environmentsOf(here) }),
    }),
    fences: awsFences({ tables, table }),
    logs,
    boot: await bootPhases(state),
    bootFailed: here.bootFailed,
    exit: (code) => void logs.close().then(() => process.exit(code)),
  });
  const ending = new AbortController();
  process.on("SIGTERM", () => {
    ending.abort();
    agent.orphan();
  });
  const { objects, bucket } = here;
  const { signal } = ending;
  followReleases({ objects, bucket, signal }, works).catch((error: unknown) => {
    if (!signal.aborted) process.stderr.write(`New works are not heard of: ${String(error)}\n`);
  });
  await watchNotices({
    metadata: instanceMetadata,
    block: () => works.block(here.group),
    onNotice: ({ reason, deadline }) => agent.notice(reason, deadline),
    signal,
  });
}

/** As the program grants it. */
const environmentsOf = ({ group, deployment: { groups } }: OnMachine): string =>
  groups.find(({ name }) => name === group)?.works[0]?.id ?? group;
