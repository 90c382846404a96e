// Named secrets, examples, placeholders, addresses without a password, hashes.
import { App, Flow, secret, Work } from "thunderhead";

const example = "AKIAIOSFODNN7EXAMPLE";
const digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
class Train extends Work {
  constructor() {
    super({
      env: {
        HF_TOKEN: secret("HF_TOKEN"),
        SHOWN: "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        DATABASE: "postgres://app@db.internal:5432/app",
        LOCAL: "postgres://user:password@localhost/db",
        SHA: digest,
        KEY: example,
      },
    });
  }
  override async run() {}
}
class Root extends Flow {
  train = new Train();

  override async run() {
    await this.train.run();
  }
}

export default new App(new Root());
