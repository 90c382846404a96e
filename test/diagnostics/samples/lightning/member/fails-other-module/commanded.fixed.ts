import { Flow, Work } from "thunderhead";

export class Use extends Work {
  override async run() {}
}
export abstract class Commanded extends Flow {
  use = new Use();

  configureCommands() {
    return { again: () => this.use.restart() };
  }
}
