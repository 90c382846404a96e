/**
 * The controller of a deployed app: waits until it leads, then runs the flow with the bindings of AWS. Its machine
 * may go at any time, and it may be one of two: what it knows is in the journal, and works run on without it. Code
 * and configuration are the ones of the moment at which it starts.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { STSClient } from "@aws-sdk/client-sts";
import type { ControllerOptions } from "#boot/controller/options.ts";
import { startController } from "#boot/controller.ts";
import { becomeLeader } from "#boot/leader-watch.ts";
import type { RunEvent } from "#protocol/api.ts";
import { launchConfig } from "#protocol/launch-config.ts";
import { type Manifest, manifestVersion } from "#protocol/manifest.ts";
import { agentDoor } from "./agent-door.ts";
import type { OnMachine } from "./booted.ts";
import { tellConsole } from "./console-record.ts";
import { readDeployment, readJson } from "./deployment.ts";
import { awsFences } from "./fences.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import { agentCheck } from "./identity.ts";
import { awsJournal } from "./journal.ts";
import { awsLeader } from "./leader.ts";
import { awsLogs } from "./logs.ts";
import { awsMachines } from "./machines.ts";
import { requireMetadata } from "./metadata.ts";
import { efsMounts } from "./mounts.ts";
import { nextRelease, releaseIn } from "./release.ts";
import { awsRoutes } from "./routes.ts";
import { awsCollector } from "./volume.ts";

/** As the program's firewall and balancer know it. */
const consolePort = 7501;

export async function runOnController(waiting: OnMachine): Promise<void> {
  const tables = new DynamoDBClient({ maxAttempts: 1 });
  const { journal: table, objects, bucket } = waiting;
  const door = await agentDoor(await requireMetadata("meta-data/local-ipv4"));
  await becomeLeader({
    leader: awsLeader({ tables, table }),
    place: { address: door.address, fingerprint: door.fingerprint },
    deposed: () => leave("Another controller leads now."),
  });
  const known = await releaseIn({ objects, bucket });
  // It may have waited for weeks.
  const machine = { ...waiting, deployment: await readDeployment(objects, bucket) };
  const build = join(machine.state, "build");
  const manifest = await readManifest(machine);
  const { directory } = manifest.flow;
  await fetchBundle({ objects, bucket, folder: build }, { owner: "flow", directory });
  const options = bindings(machine, { manifest, build, tables });
  const controller = await startController({ ...options, agentDoor: door });
  await tellConsole(
    { tables, table },
    {
      machine: await requireMetadata("meta-data/instance-id"),
      port: consolePort,
      token: controller.token,
    },
  );
  // Whoever ends this process wants another in its place: works run on.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => leave(signal));
  nextRelease({ objects, bucket, known }).then(
    () => leave("The app was deployed anew: this starts again with it."),
    (error: unknown) => leave(`Whether the app was deployed anew cannot be told: ${String(error)}`),
  );
  const { code } = await controller.ended;
  process.exit(code);
}

interface Code {
  readonly manifest: Manifest;
  readonly build: string;
  readonly tables: DynamoDBClient;
}

function bindings(
  machine: OnMachine,
  { manifest, build, tables }: Code,
): Omit<ControllerOptions, "agentDoor"> {
  const { app, state, journal: table, objects, deployment } = machine;
  const { groups, data, config, console, keepFailed } = deployment;
  const works = groups.flatMap((group) => group.works);
  const roles = new Map(groups.map(({ name, role }) => [name, role]));
  const services = new Map(
    works.flatMap(({ name, service }) => (service ? [[name, service] as const] : [])),
  );
  const directory = join(state, "launch");
  mkdirSync(directory, { recursive: true });
  return {
    // The ledger outlives machines and deploys: it is the app's.
    launch: { id: app, directory },
    manifest,
    build,
    config: configOf(manifest, config),
    deployed: console ?? {},
    keepFailed: keepFailed * 1000,
    ports: [consolePort],
    page: fileURLToPath(new URL("../console", import.meta.url)),
    journal: awsJournal({ tables, table, objects, data }),
    fences: awsFences({ tables, table }),
    placement: "groups",
    portOf: (work) => services.get(work)?.port,
    routes: awsRoutes(services),
    volume: collector(machine),
    machines: () =>
      awsMachines({
        scaling: new AutoScalingClient(),
        machines: new EC2Client(),
        app,
        groups: new Map(groups.map((group) => [group.name, group.groups])),
        blocks: new Map(groups.flatMap(({ name, block }) => (block ? [[name, block]] : []))),
      }),
    identity: ({ groupOf }) =>
      agentCheck({
        identities: new STSClient(),
        app,
        roleOf: (one) => roles.get(groupOf(one) ?? ""),
      }),
    kept: awsLogs({
      logs: new CloudWatchLogsClient(),
      groupOf: (id) => (id === "" ? `/thunderhead/${app}/controller` : undefined),
    }),
    emit: say,
  };
}

/** The stack may still name a value that the app reads no more. */
function configOf(manifest: Manifest, given: OnMachine["deployment"]["config"]) {
  const known = new Set(manifest.config.map(({ name }) => name));
  return launchConfig(
    manifest,
    Object.fromEntries(Object.entries(given).filter(([name]) => known.has(name))),
  );
}

/** Mounted when something is to go: an app without Paths needs no mount. */
function collector({
  state,
  deployment: { volume },
  volumeRoot,
}: OnMachine): ControllerOptions["volume"] {
  const at = join(state, "volume");
  const mounts = efsMounts();
  const mounted = async () => {
    if (volume === undefined || volumeRoot === undefined)
      throw new Error("The program that made this machine gave it no volume. Deploy it again.");
    await mounts.ensure({ fileSystem: volume, accessPoint: volumeRoot, at, write: true });
    return awsCollector(at);
  };
  return {
    collect: async (version) => (await mounted()).collect(version),
    sweep: async (keep) => {
      if (keep.paths.length > 0) await (await mounted()).sweep(keep);
    },
  };
}

async function readManifest({ objects, bucket }: OnMachine): Promise<Manifest> {
  const read = await readJson(objects, { bucket, key: "manifest.json" });
  if (isManifest(read)) return read;
  throw new Error(
    `s3://${bucket}/manifest.json was compiled by another version of Thunderhead. Compile and deploy again.`,
  );
}

/** Written by the compiler of the same version, which this program was deployed with. */
const isManifest = (read: unknown): read is Manifest =>
  typeof read === "object" &&
  read !== null &&
  "version" in read &&
  read.version === manifestVersion;

const say = (event: RunEvent): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

/** The supervisor starts the next one, which begins by watching. */
function leave(why: string): void {
  process.stdout.write(`${why}\n`, () => process.exit(3));
}
