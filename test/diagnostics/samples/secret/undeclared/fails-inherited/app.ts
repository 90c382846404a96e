import { App, Flow, Work } from "thunderhead";

abstract class Connected extends Work {
  protected connect() {
    const { DB_PASSWORD } = process.env;
    return `connected with ${DB_PASSWORD?.length}`;
  }
}
class Load extends Connected {
  override async run() {
    return this.connect();
  }
}
class Root extends Flow {
  loads = [new Load(), new Load()];

  override async run() {
    for (const load of this.loads) await load.run();
  }
}

export default new App(new Root());
