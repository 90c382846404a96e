import { Work } from "thunderhead";

export class Evaluate extends Work {
  override async run() {}
}
export abstract class Evaluated extends Work {
  evaluate = new Evaluate();
}
