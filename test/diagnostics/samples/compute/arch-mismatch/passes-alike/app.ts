// Built for the machine, for all, or for nothing that has a processor.
import { App, CloudCompute, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(name: string, image: string, requirements: string[] = []) {
    super({ cloudCompute: new CloudCompute(name), build: { image, requirements } });
  }
  override async run() {}
}
class Root extends Flow {
  one = new Train("gpu", "pytorch/pytorch:2.8.0-cuda12.8-cudnn9-runtime");
  two = new Train("cpu", "amd64/python:3.12", ["https://x.org/a-1-cp312-cp312-manylinux_2_17_x86_64.whl"]);
  three = new Train("t4g.small", "arm64v8/python:3.12", ["https://x.org/b-1-py3-none-any.whl"]);

  override async run() {
    for (const train of [this.one, this.two, this.three]) await train.run();
  }
}

export default new App(new Root());
