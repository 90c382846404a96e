// A stop that nothing follows, and restarts that happen once, on a condition, or by a command.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  use = new Use();
  serve = new Use();

  override async run() {
    if (this.once("fresh")) this.use.restart();
    if (this.serve.hasFailed) this.serve.restart();
    this.serve.start();
    await this.use.run();
    this.serve.stop();
  }
  override configureCommands() {
    return { again: () => this.use.restart() };
  }
}

export default new App(new Root());
