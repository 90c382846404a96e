// @ts-nocheck
import { App, Flow, LightningFlow as Base } from "thunderhead";

class Root extends Flow {
  override async run() {}
}

export const bases = [Base, Base].map((one) => typeof one);

export default new App(new Root());
