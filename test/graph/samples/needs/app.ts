import { App, asset, config, Drive, Flow, secret, Work, type WorkOptions } from "thunderhead";
class Any extends Work {
  out = new Drive("results");
  constructor(options: WorkOptions, readonly rate: number) {
    super(options);
  }
  override async run(drive?: Drive) {
    await drive?.put("x");
  }
}

const token = secret("HF_TOKEN");

class Root extends Flow {
  one = new Any({ env: { HF_TOKEN: token, MODE: "fast" } }, config.number("rate", 0.1));
  two = new Any({ env: { TOKEN: token }, build: { env: { INDEX: secret("INDEX") }, requirements: ["numpy"] } }, 1);
  folder = asset("data/");
  three = new WithAsset(this.folder);
  mode = config.oneOf("mode", ["fast", "slow"], "slow");
  debug = config.boolean("debug", false);

  override async run() {
    await this.every("0 * * * *", async () => {
      await this.one.run();
    });
    if (this.schedule("0 0 * * *", { timezone: "Europe/Berlin" })) this.two.start();
  }
}

class WithAsset extends Work {
  constructor(readonly place: string) {
    super();
  }
  override async run() {}
}

export default new App(new Root());
