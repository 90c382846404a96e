import { App, Drive, Flow, Work } from "thunderhead";

class Train extends Work {
  notes = new Drive("lit://notes");

  override async run() {
    await this.notes.put("a.txt");
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
