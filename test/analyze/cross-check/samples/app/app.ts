import { App, ComponentMap, config, Flow, type Path, Work } from "thunderhead";
import { Make } from "./make.ts";

const size = config.oneOf("size", ["small", "large"], "small");
const label = config.string("label", "none");

class Use extends Work {
  given: Path | undefined = undefined;

  override async run(_file: Path | string) {
    return "used";
  }
}

class Trial extends Work {
  override async run(_file: Path) {}
}

class Stage extends Flow {
  make = new Make(label, 3);
  uses = [new Use(), new Use({ port: undefined })];

  override async run() {
    await this.make.run(1);
    const [first, second] = this.uses;
    if (first === undefined || second === undefined) return;
    first.given = this.make.out;
    await Promise.all([first.run("no Path"), second.run(this.make.out)]);
  }
  override configureLayout() {
    return [{ name: "Maker", content: this.make }];
  }
}

class Root extends Flow {
  stage = new Stage();
  last = new Make(size, 2);
  trials = new ComponentMap<Trial>({ max: 3 });
  makers = new ComponentMap<Make>({ max: 1 });

  override async run() {
    await this.stage.run();
    await this.last.run(2);
    await this.makers.create("only", Make, "small", 9).run(3);
    for (const key of ["a", "b"]) {
      await this.trials.create(key, Trial, { displayName: key }).run(this.last.out);
    }
  }
  override configureLayout() {
    return [
      { name: "Stage", content: this.stage },
      { name: "Last", content: this.last },
    ];
  }
}

export default new App(new Root());
