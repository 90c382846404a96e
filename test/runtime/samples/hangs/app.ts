import { App, Flow } from "thunderhead";

export class Root extends Flow {
  override async run() {
    spin();
  }
}

function spin() {
  for (let n = 0; ; n++) if (n < 0) break;
}

export default new App(new Root());
