import { CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(compute?: CloudCompute) {
    super({ cloudCompute: compute });
  }
  override async run() {}
}
export class Inner extends Flow {
  train = new Train(new CloudCompute("gpu"));
  test = new Train();

  override async run() {
    await this.train.run();
    await this.test.run();
  }
}
