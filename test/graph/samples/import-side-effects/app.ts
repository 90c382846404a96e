import { App, Flow } from "thunderhead";
import "./register.ts";
import { registry } from "./registry.ts";

class Root extends Flow {
  works = registry.map((make) => make());
  override async run() {}
}

export default new App(new Root());
