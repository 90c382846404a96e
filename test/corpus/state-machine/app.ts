// A flow whose state says where it stands; a switch decides what comes next.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

type Phase = "collect" | "train" | "serve" | "done";
class Collect extends Work {
  data = new Path("data.txt");

  override async run() {
    await writeFile(this.data.local, "data");
  }
}
class Train extends Work {
  model = new Path("model.txt");

  override async run(data: Path) {
    await writeFile(this.model.local, (await readFile(data.local, "utf8")).toUpperCase());
  }
}
class Serve extends Work {
  override async run(model: Path) {
    return (await readFile(model.local, "utf8")).length;
  }
}
class Root extends Flow {
  collect = new Collect();
  train = new Train();
  serve = new Serve();
  phase: Phase = "collect";

  override async run() {
    switch (this.phase) {
      case "collect":
        await this.collect.run();
        this.phase = "train";
        break;
      case "train":
        await this.train.run(this.collect.data);
        this.phase = "serve";
        break;
      case "serve":
        await this.serve.run(this.train.model);
        this.phase = "done";
        break;
      default:
        this.stop("all done");
    }
  }
}

export default new App(new Root());
