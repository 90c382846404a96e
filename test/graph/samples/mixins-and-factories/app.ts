import { App, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
type Constructor<T> = new (...args: any[]) => T;

function Logged<T extends Constructor<Work>>(Base: T) {
  return class extends Base {
    log = new Path("log.txt");
    override async run(...args: unknown[]) {
      await writeFile(this.log.local, String(args.length));
    }
  };
}

class Plain extends Work {
  override async run() {}
}

const LoggedPlain = Logged(Plain);

class Train extends Logged(Plain) {
  #rate = 0.1;
  get doubled() {
    return this.#rate * 2;
  }
}

class Root extends Flow {
  plain = new LoggedPlain();
  train = new Train();
  report = new LoggedPlain({ port: 8000 + this.train.doubled * 10 });

  override async run() {
    await this.plain.run();
    await this.train.run(this.plain.log);
    await this.report.run(this.train.log);
  }
}

export default new App(new Root());
