/**
 * Runs a Pulumi program on the official Node language runner, against the recorder instead of an engine.
 * The program is the one in infra/, whoever wrote its files; what goes wrong in it is a diagnostic with the
 * line in infra/. Nothing here knows what the compiler planned.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { cliNoInfra, cliProgramFailed } from "#diagnostics/catalogue.gen.ts";
import type { Sink } from "#diagnostics/sink.ts";
import type { JsonObject } from "#plan/review.ts";
import type { StateResource } from "./deployed.ts";
import { lightSdkAnywhere } from "./light-sdk.ts";
import { programFailure } from "./program-failure.ts";
import { loadPulumiSdk } from "./pulumi-sdk.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import type { Registered } from "./registration.ts";
import { type ProjectConfig, readProjectConfig } from "./stack-config.ts";

export interface ProgramRun {
  /** In the order of registration. */
  readonly registered: readonly Registered[];
  readonly outputs: JsonObject;
}

export interface RunOptions {
  readonly sink: Sink;
  /** Whose `Pulumi.<stack>.yaml` counts, where there is one. Default `dev`. */
  readonly stack?: string | undefined;
  /** Spans are relative to it. Default: the folder above infra/. */
  readonly directory?: string | undefined;
  /** What a stack has, for the program to see instead of names. */
  readonly deployed?: readonly StateResource[] | undefined;
}

/** `undefined` where the program could not be run to its end; the sink has heard why. */
export async function runProgram(
  infra: string,
  { sink, stack = "dev", directory = dirname(infra), deployed }: RunOptions,
): Promise<ProgramRun | undefined> {
  const folder = relative(directory, infra) || ".";
  if (!existsSync(join(infra, "Pulumi.yaml"))) {
    sink.report(cliNoInfra(undefined, { folder }));
    return undefined;
  }
  const sdk = loadPulumiSdk(infra);
  if (sdk === undefined) {
    sink.report(cliProgramFailed(undefined, { folder, detail: missingSdk(folder) }));
    return undefined;
  }
  const project = await readProjectConfig(infra, stack);
  const recorder = await startRecorder({ sdk, project: project.name, stack, deployed });
  try {
    const ended = await runToEnd({ infra, stack, project, recorder, runner: sdk.runner });
    if (ended.code === 0) return { registered: recorder.registered(), outputs: recorder.outputs() };
    sink.report(
      programFailure({ infra, directory, errors: recorder.errors(), stderr: ended.stderr }),
    );
    return undefined;
  } finally {
    recorder.stop();
  }
}

const missingSdk = (folder: string): string =>
  `its packages are not installed. Run \`npm install --prefix ${folder}\`.`;

interface Launch {
  readonly infra: string;
  readonly stack: string;
  readonly project: ProjectConfig;
  readonly recorder: Recorder;
  readonly runner: string;
}

function runToEnd({
  infra,
  stack,
  project,
  recorder,
  runner,
}: Launch): Promise<{ readonly code: number; readonly stderr: string }> {
  const flags = {
    monitor: recorder.address,
    engine: recorder.address,
    project: project.name,
    stack,
    organization: "organization",
    "root-directory": infra,
    pwd: infra,
    // One at a time: the order of registrations is then the program's.
    parallel: "1",
  };
  const program = [
    ...Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    "--dry-run",
    join(infra, project.main),
  ];
  const child = spawn(process.execPath, ["--import", lightSdkAnywhere, runner, ...program], {
    cwd: infra,
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(project.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(project.secretKeys),
    },
    stdio: ["ignore", "ignore", "pipe"],
    timeout: longestRun,
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({
        code: code ?? 1,
        stderr: signal === null ? stderr : `${stderr}\\nIt was ended by ${signal}.`,
      });
    });
  });
}

/** Milliseconds. A program only describes; one that takes this long waits for something that never comes. */
const longestRun = 120_000;
