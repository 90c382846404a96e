import { realm } from "#sdk/realm.ts";
import { Work, type WorkOptions } from "#sdk/work.ts";

export interface PythonScriptOptions extends WorkOptions {
  /** Relative to the file that says it. */
  script: string;
  /** As pip takes them; one environment per distinct list, cached by its hash. */
  requirements?: readonly string[] | undefined;
}

/**
 * A work whose `run` is a Python script; extend it to hand over arguments. In the script,
 * `import thunderhead` reports back: see runtime-shim/python.
 * @example class Train extends PythonScript { constructor() { super({ script: "train.py", requirements: ["numpy"] }); } }
 */
export class PythonScript extends Work {
  /** What the script said with `thunderhead.report(loss=0.1)`, the last value of each name. */
  reports: Readonly<Record<string, unknown>> = {};
  /** What the script said last with `thunderhead.progress(i, n)`. */
  progress: { readonly done: number; readonly total: number } | null = null;
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
    const { env = {}, cwd } = options;
    await realm().works.runPython(this, { script: this.#script, args, env, cwd });
  }
}
