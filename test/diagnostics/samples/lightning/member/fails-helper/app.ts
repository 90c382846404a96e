import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

const isDone = (use: Use) => Boolean((use as never as { has_succeeded: boolean }).has_succeeded);
class Root extends Flow {
  use = new Use();

  override async run() {
    this.use.start();
    if (isDone(this.use)) this.stop();
  }
}

export default new App(new Root());
