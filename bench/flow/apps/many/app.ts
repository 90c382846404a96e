// Two hundred works at once.
import { App, Flow, Work } from "thunderhead";
import { mark } from "../mark.ts";

export class Trivial extends Work {
  override async run(i: number) {
    mark(`run.${i}`);
    mark(`end.${i}`);
  }
}

export class Root extends Flow {
  works = Array.from({ length: 200 }, () => new Trivial());

  override async run() {
    await Promise.all(this.works.map((work, i) => work.run(i)));
  }
}

export default new App(new Root());
