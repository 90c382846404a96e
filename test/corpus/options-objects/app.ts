// Options spread, defaulted, destructured and overridden on their way up the classes.
import { App, CloudCompute, Flow, Work } from "thunderhead";

interface Options {
  readonly retries?: number;
  readonly timeout?: `${number}m`;
  readonly labels?: readonly string[];
  readonly machine?: { readonly name: string; readonly nodes?: number };
}
const defaults = { retries: 2, timeout: "30m" } satisfies Options;
abstract class Tuned extends Work {
  readonly labels: readonly string[];

  constructor({
    labels = [],
    machine: { name, ...machine } = { name: "default" },
    ...options
  }: Options = {}) {
    super({ ...defaults, ...options, cloudCompute: new CloudCompute(name, machine) });
    this.labels = labels;
  }
}
class Small extends Tuned {
  override async run() {
    return this.labels;
  }
}
class Big extends Tuned {
  constructor(options: Options = {}) {
    super({
      machine: { name: "cpu-medium" },
      ...options,
      labels: ["big", ...(options.labels ?? [])],
    });
  }
  override async run(previous: readonly string[]) {
    return previous.concat(this.labels);
  }
}
class Root extends Flow {
  small = new Small({ labels: ["small"], retries: 0 });
  big = new Big({ timeout: "90m" });

  override async run() {
    const labels = await this.small.run();
    await this.big.run(labels);
  }
}

export default new App(new Root());
