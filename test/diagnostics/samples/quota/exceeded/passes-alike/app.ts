// As many as there may be, and more where they are one pool.
import { App, CloudCompute, ComponentMap, Flow, Path, Work } from "thunderhead";

class Serve extends Work {
  constructor(port: number) {
    super({ port, cloudCompute: new CloudCompute("cpu-small") });
  }
  override async run() {}
}
class Shard extends Work {
  part = new Path("part.csv");
  override async run() {}
}
class Root extends Flow {
  services = Array.from({ length: 40 }, (_, index) => new Serve(8000 + index));
  shards = new ComponentMap<Shard>({ max: 5000 });

  override async run() {
    await this.shards.create("one", Shard).run();
    await Promise.all(this.services.map((one) => one.run()));
  }
}

export default new App(new Root());
