/** One stack of an emitted program, driven by the real `pulumi` as a user would, in a folder of its own. */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { array, nullish, object, optional, parse, record, string, unknown } from "valibot";
import { lightSdk } from "#review/light-sdk.ts";
import type { Parts } from "./ground.ts";

/** What a lane needs to run `pulumi`. */
export interface Ground extends Omit<Parts, "python"> {
  readonly awsUrl: string;
  /** Pulumi's home, state and event logs. */
  readonly directory: string;
  /** Where a provider of this AWS runs already, for commands that nobody cuts off; else the engine starts one for each. */
  readonly providerPort?: number;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  /** Both streams, as a person would see them. */
  readonly output: string;
}

/** One resource step of a preview, as the engine says it. */
export interface Step {
  readonly op: string;
  readonly type: string;
  readonly name: string;
  /** Properties that differ, by their path. */
  readonly properties: readonly string[];
  readonly replaceReasons: readonly string[];
}

const preview = object({
  steps: optional(
    array(
      object({
        op: string(),
        urn: string(),
        detailedDiff: nullish(record(string(), unknown()), {}),
        replaceReasons: nullish(array(string()), []),
      }),
    ),
    [],
  ),
});

const exported = object({
  deployment: object({ resources: optional(array(object({ urn: string() }))) }),
});

export class Stack {
  readonly #ground: Ground;
  readonly #program: string;
  readonly #name: string;

  constructor(ground: Ground, program: string, name = "dev") {
    this.#ground = ground;
    this.#program = program;
    this.#name = name;
  }

  async create(config: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.must("stack", "init", this.#name);
    // With the default of 25, one refused call would hang the run for minutes.
    await this.must("config", "set", "aws:maxRetries", "2");
    for (const [key, value] of Object.entries(config)) {
      await this.must("config", "set", "--path", key, value);
    }
  }

  /** The steps a preview proposes, `same` left out. */
  async preview(...options: readonly string[]): Promise<readonly Step[]> {
    const { stdout } = await this.must("preview", "--json", ...options);
    return parse(preview, JSON.parse(stdout)).steps.flatMap(
      ({ op, urn, detailedDiff, replaceReasons }) => {
        const [, , type = "", name = ""] = urn.split("::");
        const properties = Object.keys(detailedDiff).sort();
        const own = type.slice(type.lastIndexOf("$") + 1);
        return op === "same" ? [] : [{ op, type: own, name, properties, replaceReasons }];
      },
    );
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse((await this.must("stack", "output", "--json")).stdout);
  }

  /** Of everything in the state. */
  async urns(): Promise<readonly string[]> {
    const { stdout } = await this.must("stack", "export");
    const { resources = [] } = parse(exported, JSON.parse(stdout)).deployment;
    return resources.map(({ urn }) => urn);
  }

  /** Runs `pulumi`, and fails with what it said. */
  async must(...args: readonly string[]): Promise<Ran> {
    const ran = await this.run(...args);
    if (ran.code === 0) return ran;
    throw new Error(`\`pulumi ${args.join(" ")}\` ended with ${ran.code}:\n${ran.output}`);
  }

  run(...args: readonly string[]): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(join(this.#ground.plugins, "pulumi"), [...args, "--non-interactive"], {
        cwd: this.#program,
        env: environment(this.#ground, this.#name),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let stdout = "";
      let output = "";
      child.stdout.on("data", (data: Buffer) => {
        stdout += data.toString();
        output += data.toString();
      });
      child.stderr.on("data", (data: Buffer) => {
        output += data.toString();
      });
      child.once("error", reject);
      child.once("close", (code) => resolve({ code: code ?? 1, stdout, output }));
    });
  }
}

/**
 * Half as much to compute for each command, the same answers: packages compiled once for all lanes, the SDK without
 * what they do not use, and garbage collected less often.
 */
const quicker: NodeJS.ProcessEnv = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/compiled"),
  NODE_OPTIONS: `--import=${lightSdk}`,
  GOGC: "off",
  GOMEMLIMIT: "1GiB",
};

/** Also what `thunderhead deploy` needs to find this engine and this AWS. */
export function environment(ground: Ground, stack: string): NodeJS.ProcessEnv {
  // With it a second configuration of one provider fails.
  const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
  return {
    ...inherited,
    PATH: [ground.plugins, join(process.execPath, ".."), inherited["PATH"]].join(delimiter),
    PULUMI_HOME: join(ground.directory, "home"),
    PULUMI_BACKEND_URL: `file://${join(ground.directory, "state")}`,
    PULUMI_STACK: stack,
    PULUMI_CONFIG_PASSPHRASE: "engine lane",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    AWS_ENDPOINT_URL: ground.awsUrl,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    AWS_EC2_METADATA_DISABLED: "true",
    ...quicker,
    ENGINE_TF_PROVIDER_AWS: ground.terraformProvider,
    ...(ground.providerPort && {
      PULUMI_DEBUG_PROVIDERS: `aws:${ground.providerPort}`,
      // Nothing is cut off here, so that the state is asked for at the end of a command only.
      PULUMI_SKIP_CHECKPOINTS: "true",
      PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
    }),
  };
}
