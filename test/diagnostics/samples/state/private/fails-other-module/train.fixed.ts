import { Work } from "thunderhead";

export class Train extends Work {
  #best: number | undefined;

  override async run() {
    this.#best = 1;
  }
}
