// What only newer or typed syntax has.
import { App, Work } from "thunderhead";

class Greet extends Work {
  readonly #words: readonly string[] = ["Hello"];

  override async run(...names: string[]) {
    const first = names.at(0) ?? "you";
    console.log(`${this.#words[0]!} ${first}` satisfies string);
  }
}

export default new App(new Greet());
