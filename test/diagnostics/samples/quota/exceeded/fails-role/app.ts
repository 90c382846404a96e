import { App, Flow, Path, Work } from "thunderhead";

class Shard extends Work {
  part = new Path("part.csv");
  override async run() {}
}
class Root extends Flow {
  services = Array.from({ length: 80 }, () => new Shard());

  override async run() {
    await Promise.all(this.services.map((one) => one.run()));
  }
}

export default new App(new Root());
