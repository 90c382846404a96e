// Rounds of training and labelling by people: a service that ends when the labels are there.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Pool extends Work {
  samples = new Path("samples.json");

  override async run() {
    await writeFile(this.samples.local, JSON.stringify(["one", "two", "three"]));
  }
}
class Label extends Work {
  labels = new Path("labels.json");

  constructor() {
    super({ port: 8090, onNewCall: "queue" });
  }
  override async run(samples: Path, round: number) {
    const words: string[] = JSON.parse(await readFile(samples.local, "utf8"));
    const { createServer } = await import("node:http");
    const server = createServer();
    const answer = await new Promise<string>((resolve) => {
      server.on("request", (request, response) => {
        response.end("thanks");
        resolve(request.url ?? "");
      });
      server.listen(this.port, this.host);
    });
    server.close();
    await writeFile(this.labels.local, JSON.stringify({ round, answer, words }));
    return words.length;
  }
}
class Train extends Work {
  model = new Path("model.json");

  override async run(samples: Path, labels: Path) {
    const parts = [await readFile(samples.local, "utf8"), await readFile(labels.local, "utf8")];
    await writeFile(this.model.local, parts.join());
    return parts.length / 10;
  }
}
class Root extends Flow {
  pool = new Pool();
  label = new Label();
  train = new Train();
  round = 0;
  score = 0;

  override async run() {
    await this.pool.run();
    while (this.round < 5 && this.score < 0.9) {
      await this.label.run(this.pool.samples, this.round);
      this.score = await this.train.run(this.pool.samples, this.label.labels);
      this.round += 1;
    }
  }
  override configureLayout() {
    return [
      { name: "Label", content: this.label.url },
      { name: "Model", content: this.train },
    ];
  }
}

export default new App(new Root());
