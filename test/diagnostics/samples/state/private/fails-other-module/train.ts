import { Work } from "thunderhead";

export class Train extends Work {
  private best: number | undefined;

  override async run() {
    this.best = 1;
  }
}
