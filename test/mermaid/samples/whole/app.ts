import { App, CloudCompute, ComponentMap, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  images = new Path("images");
  labels = new Path("labels.json");
  override async run() {
    console.log(this.images.local, this.labels.local);
  }
}
class Trial extends Work {
  override async run(images: Path) {
    console.log(images.local);
  }
}
class Train extends Work {
  model = new Path("model.bin");
  override async run(images: Path, labels: Path) {
    console.log(images.local, labels.local, this.model.local);
  }
}
class Serve extends Work {
  override async run(model: Path) {
    console.log(model.local);
  }
}
class Models extends Flow {
  low = new Serve({ port: 8001 });
  high = new Serve({ port: 0, cloudCompute: new CloudCompute("gpu-fast", { interruptible: true }) });
  override async run(model: Path) {
    this.low.start(model);
    this.high.start(model);
  }
}
class Notify extends Work {
  override async run() {}
}
class Root extends Flow {
  make = new Make();
  trials = new ComponentMap<Trial>({ max: 8 });
  train = new Train({ cloudCompute: new CloudCompute({ anyOf: ["L4", "A10G"] }, { nodes: 2 }) });
  models = new Models();
  notify = new Notify();
  override async run() {
    await this.make.run();
    await this.trials.create("a", Trial).run(this.make.images);
    await this.train.run(this.make.images, this.make.labels);
    await this.notify.run();
    await this.models.run(this.train.model);
  }
}
export default new App(new Root(), { title: "All of it" });
