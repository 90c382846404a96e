// A cache of models as a Path that is restored first; a mount for the data.
import { App, CloudCompute, config, Flow, Mount, Path, secret } from "thunderhead";
import { PythonScript } from "thunderhead/components";

class Embed extends PythonScript {
  cache = new Path("cache");
  vectors = new Path("vectors.npy");

  constructor() {
    super({
      script: "embed.py",
      requirements: ["sentence-transformers==3.3"],
      cloudCompute: new CloudCompute("gpu", {
        mounts: [new Mount("s3://public-texts/books/", "/books")],
        idleTimeout: "45m",
      }),
      env: { HF_TOKEN: secret("HF_TOKEN") },
    });
  }
  override async run(model: string) {
    await this.cache.restore();
    await this.exec(["--model", model, "--books", "/books", "--out", this.vectors.local], {
      env: { HF_HOME: this.cache.local },
    });
  }
}
class Root extends Flow {
  embed = new Embed();

  override async run() {
    await this.embed.run(config.string("model", "all-MiniLM-L6-v2"));
  }
}

export default new App(new Root());
