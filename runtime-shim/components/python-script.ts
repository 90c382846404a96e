import { spawn } from "node:child_process";
import { join } from "node:path";
import { realm } from "#sdk/realm.ts";
import { Work, type WorkOptions } from "#sdk/work.ts";

export interface PythonScriptOptions extends WorkOptions {
  /** Relative to the file that says it. */
  script: string;
  /** As pip takes them; one environment per distinct list, cached by its hash. */
  requirements?: readonly string[] | undefined;
}

/** A work whose `run` is a Python script; extend it to hand over arguments. */
export class PythonScript extends Work {
  readonly #script: string;

  constructor(options: PythonScriptOptions) {
    super(options);
    this.#script = options.script;
  }

  // biome-ignore lint/suspicious/noExplicitAny: subclasses narrow the arguments (api.d.ts).
  override async run(..._args: any[]): Promise<unknown> {
    await this.exec();
    return undefined;
  }

  /** Runs the script to its end. Rejects with the exit code and the last 20 lines of its stderr. */
  protected async exec(
    args: readonly string[] = [],
    options: { env?: Readonly<Record<string, string>>; cwd?: string } = {},
  ): Promise<void> {
    const python = realm().works.python(this);
    const child = spawn(python.interpreter, ["-u", join(python.bundle, this.#script), ...args], {
      cwd: options.cwd ?? process.cwd(),
      env: { ...process.env, ...python.environment, ...options.env },
      stdio: ["ignore", "inherit", "pipe"],
      signal: this.signal,
    });
    await finished(child, this.#script);
  }
}
