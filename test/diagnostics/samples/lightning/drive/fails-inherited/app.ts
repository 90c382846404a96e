import { App, Drive, Flow, Work } from "thunderhead";

abstract class Base extends Work {
  constructor(readonly notes: Drive) {
    super();
  }
}
class Train extends Base {
  override async run() {
    await this.notes.put("a.txt");
  }
}
class Root extends Flow {
  trains = [new Train(new Drive("lit://notes"))];

  override async run() {
    for (const train of this.trains) await train.run();
  }
}

export default new App(new Root());
