// What is private when it runs, methods, and protected or public fields.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  #attempts = 0;
  private _hidden = 1;
  protected shared = 2;
  public open = 3;
  private readonly square = (x: number) => x * x;

  private help() {
    return this.#attempts + this._hidden + this.square(this.shared);
  }
  override async run() {
    this.open = this.help();
  }
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
