// @ts-nocheck
import { App, Flow, Work } from "thunderhead";

class Root extends Flow {
  override async run() {}
}

export const Base = LightningWork;

export default new App(new Root());
