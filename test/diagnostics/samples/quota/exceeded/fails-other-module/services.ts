import { CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor(port: number) {
    super({ port, cloudCompute: new CloudCompute("cpu-small") });
  }
  override async run() {}
}
export class Half extends Flow {
  services: readonly Serve[];

  constructor(from: number, count: number) {
    super();
    this.services = Array.from({ length: count }, (_, index) => new Serve(from + index));
  }
  override async run() {
    await Promise.all(this.services.map((one) => one.run()));
  }
}
