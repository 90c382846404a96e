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
import { agentDoor } from "./agent-door.ts";
import type { OnMachine } from "./booted.ts";
import { tellConsole } from "./console-record.ts";
import { awsFences } from "./fences.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import { agentCheck } from "./identity.ts";
import { awsJournal } from "./journal.ts";
import { awsLeader } from "./leader.ts";
import { awsLogs } from "./logs.ts";
import { awsMachines } from "./machines.ts";
import { requireMetadata } from "./metadata.ts";
import { efsMounts } from "./mounts.ts";
import { type Release, readRelease } from "./read-release.ts";
import { nextRelease, type ReleaseOptions, releaseIn } from "./release.ts";
import { awsRoutes } from "./routes.ts";
import { hasOtherRuntime } from "./runtime-list.ts";
import { awsCollector } from "./volume.ts";

/** As the program's firewall and balancer know it. */
const consolePort = 7501;

export async function runOnController(machine: Machine): Promise<void> {
  const tables = new DynamoDBClient({ maxAttempts: 1 });
  const { journal: table, objects, bucket } = machine;
  const door = await agentDoor(await requireMetadata("meta-data/local-ipv4"));
  await becomeLeader({
    leader: awsLeader({ tables, table }),
    place: { address: door.address, fingerprint: door.fingerprint },
    deposed: () => leave("Another controller leads now."),
  });
  const known = await releaseIn({ objects, bucket });
  if (await hasOtherRuntime(machine))
    return leave("Another runtime was deployed: this machine boots anew.", bootAnew);
  followReleases({ objects, bucket, known });
  const release = await readRelease({ objects, bucket });
  const id = await requireMetadata("meta-data/instance-id");
  const place = { machine: id, port: consolePort };
  if (typeof release === "string") {
    await tellTrouble(machine, release);
    return tellConsole({ tables, table }, { ...place, token: "", trouble: release });
  }
  const build = join(machine.state, "build");
  const { directory } = release.manifest.flow;
  await fetchBundle({ objects, bucket, folder: build }, { owner: "flow", directory });
  const options = bindings(machine, { ...release, build, tables });
  const controller = await startController({ ...options, agentDoor: door });
  await tellConsole({ tables, table }, { ...place, token: controller.token });
  // Whoever ends this process wants another in its place: works run on.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => leave(signal));
  const { code } = await controller.ended;
  process.exit(code);
}

type Machine = Omit<OnMachine, "deployment">;

/** The next process has what the next deploy wrote. */
function followReleases(release: ReleaseOptions): void {
  nextRelease(release).then(
    () => leave("The app was deployed anew: this starts again with it."),
    (error: unknown) => leave(`Whether the app was deployed anew cannot be told: ${String(error)}`),
  );
}

/** Where people look: the controller's log, which outlives the machine. */
async function tellTrouble({ app }: Machine, line: string): Promise<void> {
  process.stdout.write(`${line}\n`);
  const logs = controllerLogs(app);
  logs.add({ of: "", stream: app, line, at: Date.now() });
  await logs.close();
}

const controllerLogs = (app: string) =>
  awsLogs({
    logs: new CloudWatchLogsClient(),
    groupOf: (id) => (id === "" ? `/thunderhead/${app}/controller` : undefined),
  });

interface Code extends Release {
  readonly build: string;
  readonly tables: DynamoDBClient;
}

function bindings(
  machine: Machine,
  { manifest, deployment, config, build, tables }: Code,
): Omit<ControllerOptions, "agentDoor"> {
  const { app, state, journal: table, objects } = machine;
  const { groups, data, console, keepFailed } = deployment;
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
    config,
    deployed: console ?? {},
    keepFailed: keepFailed * 1000,
    ports: [consolePort],
    page: fileURLToPath(new URL("../console", import.meta.url)),
    journal: awsJournal({ tables, table, objects, data }),
    fences: awsFences({ tables, table }),
    placement: "groups",
    portOf: (work) => services.get(work)?.port,
    routes: awsRoutes(services),
    volume: collector({ ...machine, deployment }),
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
    kept: controllerLogs(app),
    emit: say,
  };
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

const say = (event: RunEvent): void => {
  process.stdout.write(`${JSON.stringify(event)}\n`);
};

/** Codes for the supervisor, which boot.sh writes: start this process again, or boot first. */
const startAgain = 3;
const bootAnew = 4;

function leave(why: string, code: number = startAgain): void {
  process.stdout.write(`${why}\n`, () => process.exit(code));
}
