// Within the limit, for all nodes together.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(nodes: number) {
    super({ cloudCompute: new CloudCompute("gpu", { maxHourlyCost: 3, nodes }) });
  }
  override async run() {
    console.log(this.node.rank);
  }
}
class Root extends Flow {
  one = new Train(1);
  two = new Train(2);

  override async run() {
    await this.one.run();
    await this.two.run();
  }
}

export default new App(new Root());
