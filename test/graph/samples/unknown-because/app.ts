import { App, config, Flow, secret, Work } from "thunderhead";

class Any extends Work {
  constructor(readonly value: unknown) {
    super();
  }
  override async run() {}
}

const started = Date.now();
const lucky = Math.random() > 0.5 ? "heads" : "tails";
const key = crypto.randomUUID();
const region = process.env["REGION"];
let changed = 1;
if (process.env["FAST"]) changed = 2;
const either = lucky === "heads" ? 1 : 1;

class Root extends Flow {
  clock = new Any(started + 1);
  chance = new Any(lucky);
  uuid = new Any(key);
  environment = new Any(region);
  branch = new Any(changed);
  fine = new Any(either);
  wayOut = new Any(config.string("region", "eu"));
  alsoFine = new Any(secret("TOKEN"));
  override async run() {
    for (const work of Object.values(this)) if (work instanceof Work) await work.run();
  }
}

export default new App(new Root());
