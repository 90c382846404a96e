/**
 * An app for some thousand works as such apps look: sweeps in ComponentMaps, shards in a loop, a few by hand.
 * What is made is the same at every size, how often is not.
 */
export interface Size {
  /** Works that a loop makes. */
  readonly looped: number;
  /** Elements at most, over two maps. */
  readonly mapped: number;
}

/** A quarter in a loop, as far as one role can name them. */
export function sizeOf(works: number): Size {
  const looped = Math.min(25, Math.floor(works / 4));
  return { looped, mapped: works - looped - byHand };
}

const byHand = 2;

export const appOf = ({ looped, mapped }: Size): string => `import {
  App, CloudCompute, ComponentMap, Flow, Path, secret, Work,
} from "thunderhead";

class Prepare extends Work {
  data = new Path("data/");
  override async run() { console.log(this.data.local); }
}

class Shard extends Work {
  part = new Path("part.parquet");
  constructor(readonly index: number) { super(); }
  override async run(data: Path) { console.log(data.local, this.part.local, this.index); }
}

class Trial extends Work {
  model = new Path("model.pt");
  constructor(readonly rate: number, compute: CloudCompute) {
    super({ cloudCompute: compute, env: { HF_TOKEN: secret("HF_TOKEN") } });
  }
  override async run(parts: Path[]) { console.log(parts.length, this.model.local); }
}

class Serve extends Work {
  constructor(port: number) { super({ port }); }
  override async run(model: Path) { console.log(model.local, this.port); }
}

class Root extends Flow {
  prepare = new Prepare();
  shards = Array.from({ length: ${looped} }, (_, index) => new Shard(index));
${maps.map((name) => `  ${name} = new ComponentMap<Trial>({ max: ${Math.ceil(mapped / maps.length)} });`).join("\n")}
${services.map((name, at) => `  ${name} = new Serve(${8000 + at});`).join("\n")}

  override async run() {
    await this.prepare.run();
    await Promise.all(this.shards.map((shard) => shard.run(this.prepare.data)));
    const parts = this.shards.map((shard) => shard.part);
${maps.map((name, at) => `    const by${at} = this.${name}.create("best", Trial, 0.1, new CloudCompute(${JSON.stringify(computes[at])}));\n    await by${at}.run(parts);`).join("\n")}
    await Promise.all([${services.map((name, at) => `this.${name}.run(by${at % maps.length}.model)`).join(", ")}]);
  }
}

export default new App(new Root());
`;

const maps = ["small", "large"];
const computes = ["cpu-medium", "gpu-fast"];
const services = ["serve"];
