// Ten works, each called when the one before has returned.
import { App, Flow, Work } from "thunderhead";
import { mark } from "../mark.ts";

export class Trivial extends Work {
  override async run(i: number) {
    mark(`run.${i}`);
    mark(`end.${i}`);
  }
}

export class Chain extends Flow {
  works = Array.from({ length: 10 }, () => new Trivial());

  override async run() {
    for (const [i, work] of this.works.entries()) await work.run(i);
  }
}

export default new App(new Chain());
