import { App, Flow, secret, Work } from "thunderhead";
import { PythonScript } from "thunderhead/components";

export class Keeper extends Work {
  shown = "";
  result: unknown = null;

  constructor() {
    super({ env: { API_KEY: secret("API_KEY") }, raiseException: false });
  }

  override async run() {
    const asked = await secret("DATABASE").value();
    console.log(`key ${process.env["API_KEY"]}, database ${asked}`);
    this.shown = `${asked}!`;
    this.result = { nested: [process.env["API_KEY"]] };
    return { database: asked };
  }
}

export class Thrower extends Work {
  constructor() {
    super({ env: { API_KEY: secret("API_KEY") }, raiseException: false });
  }

  override async run() {
    throw new Error(`refused with ${process.env["API_KEY"]}`);
  }
}

export class Neighbour extends Work {
  override async run() {
    console.log(`environment ${Object.keys(process.env).sort().join(" ")}`);
  }
}

export class Script extends PythonScript {
  constructor() {
    super({ script: "script.py", env: { API_KEY: secret("API_KEY") }, raiseException: false });
  }
}

export class Root extends Flow {
  keeper = new Keeper();
  thrower = new Thrower();
  neighbour = new Neighbour();
  script = new Script();

  override async run() {
    const calls = [this.keeper.run(), this.thrower.run(), this.neighbour.run(), this.script.run()];
    await Promise.allSettled(calls);
  }

  override configureCommands() {
    return { nothing: () => {} };
  }
}

export default new App(new Root());
