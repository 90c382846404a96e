import { App, Flow } from "thunderhead";

const minutes = (count: number) => `${count}min`;
class Root extends Flow {
  override async run() {
    if (this.elapsed("deadline", minutes(5) as never)) this.stop("too late");
  }
}

export default new App(new Root());
