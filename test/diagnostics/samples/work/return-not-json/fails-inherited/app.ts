import { App, Flow, Work } from "thunderhead";

abstract class Measure extends Work {
  override async run() {
    const results = [];
    for (const name of ["a", "b"]) results.push({ name, tags: new Set([name]) });
    return results;
  }
}
class Size extends Measure {}
class Root extends Flow {
  size = new Size();

  override async run() {
    await this.size.run();
  }
}

export default new App(new Root());
