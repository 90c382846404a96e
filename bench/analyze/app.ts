/**
 * An app of any number of works, five to a file: fields, an array made by a loop, a helper of another module,
 * inheritance, conditions on a `config` value, Paths handed on, and flows that own them. The same kinds in
 * the same proportion at every size, so that the sizes can be compared.
 */
export const worksPerFile = 5;

/** File name → text, below the app's folder; the entry is `app.ts`. */
export function appOf(works: number): Readonly<Record<string, string>> {
  const stages = Array.from({ length: Math.ceil(works / worksPerFile) }, (_, index) => index);
  return {
    "app.ts": entryOf(stages),
    "shared/base.ts": base,
    "shared/machines.ts": machines,
    ...Object.fromEntries(
      stages.map((index) => [`stages/stage-${index}.ts`, stageOf(index)] as const),
    ),
  };
}

const entryOf = (stages: readonly number[]): string => `import { App, Flow } from "thunderhead";
${stages.map((index) => `import { Stage${index} } from "./stages/stage-${index}.ts";`).join("\n")}

class Root extends Flow {
${stages.map((index) => `  stage${index} = new Stage${index}();`).join("\n")}

  override async run() {
${stages.map((index) => `    await this.stage${index}.run();`).join("\n")}
  }
  override configureLayout() {
    return [${stages.map((index) => `{ name: "Stage ${index}", content: this.stage${index} }`).join(", ")}];
  }
}

export default new App(new Root());
`;

const base = `import { Path, Work, type WorkOptions } from "thunderhead";

export interface Settings extends WorkOptions { readonly rate?: number; readonly label: string }

export abstract class Base extends Work {
  out = new Path("out.bin");
  label: string;
  rate: number;
  constructor({ label, rate = 0.1, ...options }: Settings) {
    super({ retries: 2, ...options });
    this.label = label;
    this.rate = rate;
  }
}

export class Train extends Base {
  override async run(data: Path, seed: number) {
    console.log(data.local, this.out.local, seed);
  }
}
`;

const machines = `import { CloudCompute, config } from "thunderhead";

export const size = config.oneOf("size", ["small", "large"], "small");

export const host = size === "large" ? "0.0.0.0" : "127.0.0.1";

export function machine(index: number): CloudCompute {
  if (index % 7 === 0) return new CloudCompute("gpu");
  return new CloudCompute(index % 3 === 0 ? "cpu-medium" : "cpu-small");
}
`;

const stageOf = (index: number): string => `import { Flow, Path, Work } from "thunderhead";
import { Base, type Settings, Train } from "../shared/base.ts";
import { host, machine } from "../shared/machines.ts";

const names = { low: 0.01, high: 0.1 } as const;

class Prepare${index} extends Work {
  data = new Path("data");
  constructor(readonly parts: number) {
    super({ cloudCompute: machine(${index}) });
  }
  override async run(count: number) {
    console.log(this.data.local, count);
  }
}

class Serve${index} extends Base {
  constructor(options: Settings) {
    super({ ...options, port: ${8000 + (index % 1000)} });
  }
  override async run(model: Path) {
    console.log(model.local, this.port, host);
  }
}

export class Stage${index} extends Flow {
  prepare = new Prepare${index}(${index});
  trains = Object.entries(names).map(
    ([name, rate]) => new Train({ label: \`\${name}-${index}\`, rate, cloudCompute: machine(${index + 1}) }),
  );
  extra = { deep: new Train({ label: "deep" }) };
  serve = new Serve${index}({ label: "serve" });

  override async run() {
    await this.prepare.run(${index});
    await Promise.all(this.trains.map((train, seed) => train.run(this.prepare.data, seed)));
    for (const train of this.trains) await this.extra.deep.run(train.out, 7);
    await this.serve.run(this.extra.deep.out);
  }
}
`;
