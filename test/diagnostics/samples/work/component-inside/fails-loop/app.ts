import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Train extends Work {
  uses: Use[] = [];

  constructor(count: number) {
    super();
    for (let index = 0; index < count; index++) this.uses.push(new Use());
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train(2);

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
