import { App, Flow } from "thunderhead";
import data from "./data.json" with { type: "json" };
import * as constants from "./constants.ts";
import { Again as Renamed, default as build } from "./again.ts";

class Root extends Flow {
  works = data.works.map(({ name, port }) => build(name, port + constants.offset));
  other = new Renamed("other", constants.ports.other);
  override async run() {}
}

export default new App(new Root());
