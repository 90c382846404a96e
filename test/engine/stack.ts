/** One stack of an emitted program, driven by the real `pulumi` as a user would, in a folder of its own. */
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What a lane needs to run `pulumi`: built programs, the provider below, the emulated AWS. */
export interface Ground {
  readonly plugins: string;
  readonly terraformProvider: string;
  readonly awsUrl: string;
  /** Pulumi's home, state and event logs. */
  readonly directory: string;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** One resource step of a preview, as the engine says it. */
export interface Step {
  readonly op: string;
  readonly urn: string;
  readonly replaceReasons: readonly string[];
}

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
    mkdirSync(join(this.#ground.directory, "state"), { recursive: true });
    await this.must("stack", "init", this.#name);
    // With the default of 25, one refused call would hang the run for minutes.
    await this.must("config", "set", "aws:maxRetries", "2");
    for (const [key, value] of Object.entries(config)) {
      await this.must("config", "set", "--path", key, value);
    }
  }

  /** The steps a preview proposes, `same` left out. */
  async preview(...options: readonly string[]): Promise<readonly Step[]> {
    const { output } = await this.must("preview", "--json", ...options);
    const { steps = [] } = JSON.parse(output.slice(output.indexOf("{")));
    return steps.flatMap((step: { op: string; urn: string; replaceReasons?: string[] }) =>
      step.op === "same" ? [] : [{ op: step.op, urn: step.urn, replaceReasons: step.replaceReasons ?? [] }],
    );
  }

  async outputs(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse((await this.must("stack", "output", "--json")).output);
  }

  /** Runs `pulumi`, and fails with what it said. */
  async must(...args: readonly string[]): Promise<Ran> {
    const ran = await this.run(...args);
    if (ran.code !== 0) throw new Error(`\`pulumi ${args.join(" ")}\` ended with ${ran.code}:\n${ran.output}`);
    return ran;
  }

  run(...args: readonly string[]): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(join(this.#ground.plugins, "pulumi"), [...args, "--non-interactive"], {
        cwd: this.#program,
        env: environment(this.#ground, this.#name),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      const collect = (data: Buffer) => void (output += data.toString());
      child.stdout.on("data", collect);
      child.stderr.on("data", collect);
      child.once("error", reject);
      child.once("exit", (code) => resolve({ code: code ?? 1, output }));
    });
  }
}

/** Also what `thunderhead deploy` needs to find this engine and this AWS. */
export function environment(ground: Ground, stack: string): NodeJS.ProcessEnv {
  const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
  return {
    ...inherited,
    PATH: [ground.plugins, join(process.execPath, ".."), inherited["PATH"]].join(delimiter),
    PULUMI_HOME: join(ground.directory, "home"),
    PULUMI_BACKEND_URL: `file://${join(ground.directory, "state")}`,
    PULUMI_STACK: stack,
    PULUMI_CONFIG_PASSPHRASE: "engine lane",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_SKIP_CONFIRMATIONS: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
    AWS_ENDPOINT_URL: ground.awsUrl,
    AWS_ACCESS_KEY_ID: "testing",
    AWS_SECRET_ACCESS_KEY: "testing",
    AWS_EC2_METADATA_DISABLED: "true",
    ENGINE_TF_PROVIDER_AWS: ground.terraformProvider,
  };
}

