/** What this machine must have for a deploy, whatever the cloud. */
import { spawnSync } from "node:child_process";
import { object, optional, parse, string } from "valibot";
import type { Check, Finding } from "#plan/deployment.ts";
import { missingPackages } from "./packages.ts";
import { ask, type Engine, findPulumi } from "./pulumi.ts";
import { lastError } from "./stack.ts";

export interface Machine {
  /** Absolute; absent where nothing has been compiled yet. */
  readonly infra: string | undefined;
  /** `--backend`. */
  readonly backend: string | undefined;
  /** Where commands are run, absolute. */
  readonly directory: string;
  /** Works of the app run Python. */
  readonly python: boolean;
}

export function machineChecks(machine: Machine): readonly Check[] {
  const program = findPulumi();
  const engine: Engine | undefined =
    program === undefined
      ? undefined
      : { program, infra: machine.infra ?? machine.directory, env: backendOf(machine) };
  return [
    { name: "node", look: async () => lookAtNode() },
    { name: "pulumi", look: () => lookAtPulumi(engine) },
    { name: "packages", look: async () => lookAtPackages(machine.infra) },
    { name: "state", look: () => lookAtState(engine) },
    ...(machine.python ? [{ name: "python", look: async () => lookAtPython() }] : []),
  ];
}

function backendOf({ backend }: Machine): Engine["env"] {
  if (backend === undefined) return {};
  return { PULUMI_BACKEND_URL: backend === "local" ? "file://~" : backend };
}

/** Runs erasable TypeScript without a flag from here on. */
const leastNode = [22, 18] as const;
/** `up --json` streams, and programs need no compiler of their own. */
const leastPulumi = [3, 200] as const;

function atLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [has = 0, hasMinor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return has > major || (has === major && hasMinor >= minor);
}

function lookAtNode(): Finding {
  const version = process.versions.node;
  if (atLeast(version, leastNode)) return { state: "good", found: version };
  const wanted = leastNode.join(".");
  const found = `${version}, and programs need ${wanted} or later`;
  return { state: "bad", found, fix: "https://nodejs.org, or `nvm install 24`" };
}

async function lookAtPulumi(engine: Engine | undefined): Promise<Finding> {
  const fix = "curl -fsSL https://get.pulumi.com | sh";
  if (!engine) return { state: "bad", found: "there is no `pulumi` in PATH", fix };
  const { code, stdout, stderr } = await ask(engine, ["version"]);
  const version = stdout.trim();
  if (code !== 0) return { state: "bad", found: lastError(stderr), fix };
  if (atLeast(version, leastPulumi))
    return { state: "good", found: `${version} (${engine.program})` };
  return { state: "bad", found: `${version} is too old: ${leastPulumi.join(".")} or later`, fix };
}

function lookAtPackages(infra: string | undefined): Finding {
  if (infra === undefined) {
    return { state: "unknown", found: "nothing is compiled yet", fix: "thunderhead compile" };
  }
  const missing = missingPackages(infra);
  if (missing.length === 0) return { state: "good", found: "the program's Pulumi SDKs are there" };
  const fix = `npm install --prefix ${infra} (deploy does it)`;
  return { state: "unknown", found: `${missing.join(", ")} not installed yet`, fix };
}

const account = object({ user: optional(string(), ""), url: optional(string(), "") });

async function lookAtState(engine: Engine | undefined): Promise<Finding> {
  if (!engine) return { state: "unknown", found: "it takes `pulumi` to look" };
  const { code, stdout, stderr } = await ask(engine, ["whoami", "--json"]);
  if (code !== 0) return stateProblem(lastError(stderr), engine);
  const { user, url } = parse(account, JSON.parse(stdout));
  const listed = await ask(engine, ["stack", "ls", "--all", "--json"]);
  if (listed.code !== 0) return stateProblem(lastError(listed.stderr), engine);
  return { state: "good", found: `${url}, as ${user}` };
}

function stateProblem(message: string, { env }: Engine): Finding {
  const named = env["PULUMI_BACKEND_URL"] || process.env["PULUMI_BACKEND_URL"];
  const fix = "pulumi login s3://BUCKET, or `pulumi login --local` for this machine alone";
  if (named === undefined)
    return { state: "bad", found: "nowhere to keep state: not logged in", fix };
  return { state: "bad", found: `${named}: ${message}`, fix };
}

function lookAtPython(): Finding {
  const { status, stdout } = spawnSync("python3", ["--version"], { encoding: "utf8" });
  if (status === 0) return { state: "good", found: stdout.trim() };
  const found = "there is no python3, which `thunderhead run` needs for this app";
  return {
    state: "unknown",
    found,
    fix: "https://www.python.org/downloads, or `uv python install`",
  };
}
