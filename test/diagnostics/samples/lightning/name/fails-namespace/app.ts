// @ts-nocheck
import * as L from "thunderhead";

class Root extends L.Flow {
  override async run() {}
}

class Train extends L.LightningWork {
  override async run() {}
}

export const unused = Train;
export default new L.App(new Root());
