/**
 * The way to a deployed controller: its place and token stand in the app's table, for whom the account lets read it;
 * its port is the console's own address where there is a domain, else one that Session Manager forwards. Both by
 * AWS's command line, whose credentials are the person's.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import type { Deployed, Door } from "#plan/deployment.ts";

const outputs = v.object({
  url: v.optional(v.string()),
  data: v.object({ journal: v.string() }),
});

const item = v.object({
  Item: v.object({
    machine: v.object({ S: v.string() }),
    port: v.object({ N: v.string() }),
    token: v.object({ S: v.string() }),
    trouble: v.optional(v.object({ S: v.string() })),
  }),
});

/** The running controller of what is deployed, or a sentence that says why it cannot be reached. */
export async function openDoor(deployed: Deployed): Promise<Door | string> {
  const known = v.safeParse(outputs, deployed.outputs);
  if (!known.success) return "The stack names no journal: nothing of it is deployed.";
  const { url, data } = known.output;
  const read = readPlace(data.journal, deployed.region);
  if (typeof read === "string") return read;
  const { machine, port, token } = read;
  if (url !== undefined) return { url, token, machine, close: () => {} };
  return forward({ machine, port, token, region: deployed.region });
}

interface Place {
  readonly machine: string;
  readonly port: string;
  readonly token: string;
}

const noCli =
  "AWS's command line is not there: https://docs.aws.amazon.com/cli says how to get it.";

function readPlace(table: string, region: string): Place | string {
  const key = JSON.stringify({ stream: { S: "console" }, sequence: { N: "0" } });
  const { status, stdout, stderr, error } = spawnSync(
    "aws",
    [
      ...["dynamodb", "get-item", "--table-name", table, "--key", key, "--consistent-read"],
      ...["--region", region, "--output", "json"],
    ],
    { encoding: "utf8" },
  );
  if (error !== undefined) return noCli;
  if (status !== 0) return `Its table does not answer: ${stderr.trim().split("\n").at(-1)}`;
  const found = v.safeParse(item, JSON.parse(stdout.trim() || "{}"));
  if (!found.success) return "Its controller has not come up yet; it takes a minute or two.";
  const { machine, port, token, trouble } = found.output.Item;
  if (trouble !== undefined) return trouble.S;
  return { machine: machine.S, port: port.N, token: token.S };
}

/** ms for a session to open, and between two looks. */
const longestOpening = 20_000;
const look = 100;

async function forward({
  machine,
  port,
  token,
  region,
}: Place & { readonly region: string }): Promise<Door | string> {
  const local = await freePort();
  const session = spawn("aws", portForwarding({ machine, port, local, region }), {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  session.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2_000);
  });
  let failed: string | undefined;
  session.once("error", () => (failed = noCli));
  session.once("exit", (code) => {
    failed ??= `The session to ${machine} ended with ${code}: ${said.trim().split("\n").at(-1) ?? ""}`;
  });
  const close = endsWithThisProcess(session);
  const url = `http://127.0.0.1:${local}`;
  for (let waited = 0; waited < longestOpening && failed === undefined; waited += look) {
    if (await answers(url)) return { url, token, machine, close };
    await sleep(look);
  }
  close();
  return failed ?? `The console on ${machine} does not answer; its machine may be coming up.`;
}

const portForwarding = (
  to: Omit<Place, "token"> & { readonly local: number; readonly region: string },
) => [
  ...["ssm", "start-session", "--target", to.machine, "--region", to.region],
  ...["--document-name", "AWS-StartPortForwardingSession"],
  ...["--parameters", JSON.stringify({ portNumber: [to.port], localPortNumber: [`${to.local}`] })],
];

/** A shell on a machine; resolves to its exit code. */
export function openShell(machine: string, region: string): Promise<number> {
  const words = ["ssm", "start-session", "--target", machine, "--region", region];
  const session = spawn("aws", words, { stdio: "inherit" });
  // It is the shell's to hear.
  const ignore = (): void => {};
  process.on("SIGINT", ignore);
  return new Promise((resolve) => {
    session.once("error", () => {
      process.stderr.write(`${noCli}\n`);
      resolve(1);
    });
    session.once("exit", (code) => {
      process.off("SIGINT", ignore);
      resolve(code ?? 1);
    });
  });
}

/** The plugin that holds the connection ends with the command that started it; that one, with this one. */
function endsWithThisProcess(session: ChildProcess): () => void {
  const close = (): void => {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    session.kill("SIGINT");
  };
  const interrupted = (signal: NodeJS.Signals): void => {
    close();
    // What it does to this process is up to whoever else listens.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on("SIGINT", interrupted).on("SIGTERM", interrupted);
  return close;
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
