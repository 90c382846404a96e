// One of everything that leaves a trace: arguments, results, state, Paths, checkpoints, a step, a cursor, a sleep.
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { App, config, Flow, Path, Work } from "thunderhead";

/** What works do to the world outside, a line each: `make 0 begins`. */
const world = config.string("world");

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Make extends Work {
  out = new Path("out.txt");
  made: number[] = [];

  constructor() {
    super({ retries: { limit: 5, backoff: "50ms" } });
  }

  override async run(n: number) {
    await appendFile(world, `make ${n} begins\n`);
    await writeFile(this.out.local, `made ${n}`);
    // What an attempt has told stays told: the next one finds it.
    if (!this.made.includes(n)) this.made.push(n);
    await appendFile(world, `make ${n} ends\n`);
    return n * 10;
  }
}

export class Train extends Work {
  model = new Path("model");
  epoch = 0;

  constructor() {
    super({ retries: { limit: 5, backoff: "50ms" } });
  }

  override async run(data: Path, epochs: number) {
    await appendFile(world, "train 0 begins\n");
    const before = this.model.previous;
    const history = before === null ? [] : (await readFile(before, "utf8")).split("\n");
    for (let epoch = history.length; epoch < epochs; epoch++) {
      history.push(`epoch ${epoch} of ${await readFile(data.local, "utf8")}`);
      this.epoch = epoch + 1;
      await writeFile(this.model.local, history.join("\n"));
      await this.model.publish();
      await pause(60);
    }
    await writeFile(this.model.local, history.join("\n"));
    this.epoch = epochs;
    await appendFile(world, "train 0 ends\n");
    return history.length;
  }
}

export class Report extends Work {
  text = "";

  constructor() {
    super({ retries: { limit: 5, backoff: "50ms" } });
  }

  override async run(model: Path, total: number) {
    await appendFile(world, "report 0 begins\n");
    this.text = `${(await readFile(model.local, "utf8")).split("\n").length} epochs, ${total}`;
    await appendFile(world, "report 0 ends\n");
    return this.text;
  }
}

export class Root extends Flow {
  make = new Make();
  train = new Train();
  report = new Report();
  i = 0;
  total = 0;
  stamp = "";
  said: unknown = null;

  override async run() {
    while (this.i < 2) {
      this.total += await this.make.run(this.i);
      this.i++;
    }
    this.stamp = await this.step("stamp", async () => "stamped");
    const epochs = await this.train.run(this.make.out, 4);
    await this.sleep("breath", "100ms");
    this.said = await this.report.run(this.train.model, this.total + Number(epochs));
  }
}

export default new App(new Root());
