import { App, Drive, Flow, Work } from "thunderhead";

const drive = (name: string) => new Drive(`lit://${name}`);
class Train extends Work {
  notes = drive("notes");

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
