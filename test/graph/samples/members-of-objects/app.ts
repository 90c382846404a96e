import { App, Flow, Path, Work } from "thunderhead";
import * as sdk from "thunderhead";

class Make extends Work {
  out = new Path("out");
  override async run() {}
}

class Root extends Flow {
  make = new Make();
  // What every object has is no member of a work, a Path, a flow or the SDK.
  names = [
    typeof this.make.constructor,
    typeof this.make.toString,
    typeof this.make.out.valueOf,
    typeof Reflect.get(sdk, "constructor"),
    typeof this.hasOwnProperty,
    typeof [].constructor,
  ];
  override async run() {
    await this.make.run();
  }
}

export default new App(new Root());
