import { App, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Step1 extends Work {
  out = new Path("out");
  override async run() {
    await writeFile(this.out.local, "");
  }
}
class Step2 extends Work {
  out = new Path("out");
  override async run(input: Path) {
    await this.out.publish();
    await input.copyTo("here");
  }
}

class Stage extends Flow {
  first = new Step1();
  second = new Step2();
  override async run() {
    await this.first.run();
    await this.second.run(this.first.out);
    return this.second.out;
  }
}

class Root extends Flow {
  a = new Stage();
  b = new Stage();
  last = new Step2();

  override async run() {
    const [left] = await Promise.all([this.a.run(), this.b.run()]);
    await this.last.run(left);
  }
}

export default new App(new Root());
