import { App, CloudCompute, Flow, Work } from "thunderhead";

class Serve extends Work {
  constructor(port: number) {
    super({ port, cloudCompute: new CloudCompute("cpu-small") });
  }
  override async run() {}
}
function many(count: number): readonly Serve[] {
  const made: Serve[] = [];
  for (let index = 0; index < count; index++) made.push(new Serve(9000 + index));
  return made;
}
class Root extends Flow {
  services = many(60);

  override async run() {
    await Promise.all(this.services.map((one) => one.run()));
  }
}

export default new App(new Root());
