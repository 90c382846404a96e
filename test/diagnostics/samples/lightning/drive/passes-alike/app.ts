// Plain names; and the protocol in a text that is no name.
import { writeFile } from "node:fs/promises";
import { App, Drive, Flow, Path, Work } from "thunderhead";

class Train extends Work {
  notes = new Drive("notes");
  model = new Path("lit/model.pt");
  hint = "write notes, not lit://notes";

  override async run() {
    await this.notes.put("a.txt");
    await writeFile(this.model.local, this.hint);
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
