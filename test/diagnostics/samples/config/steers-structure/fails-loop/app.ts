import { App, config, Flow, Work } from "thunderhead";

class Shard extends Work {
  constructor(readonly index: number) {
    super();
  }
  override async run() {}
}

class Root extends Flow {
  shards = Array.from({ length: config.number("shards", 4) }, (_, index) => new Shard(index));
  override async run() {
    for (const shard of this.shards) await shard.run();
  }
}

export default new App(new Root());
