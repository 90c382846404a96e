import { App, CloudCompute, Flow, Work } from "thunderhead";

abstract class Served extends Work {
  constructor(group: string) {
    super({ port: 8000, cloudCompute: new CloudCompute("gpu", { colocationGroup: group }) });
  }
  override async run() {}
}
class One extends Served {}
class Two extends Served {}
class Root extends Flow {
  one = new One("pair");
  two = new Two("pair");

  override async run() {
    await Promise.all([this.one.run(), this.two.run()]);
  }
}

export default new App(new Root());
