// A Path gets to each of these works, by a way that nobody can see in the call.
import { App, Flow, Path, Work } from "thunderhead";

class Make extends Work {
  out = new Path("out");
  override async run() {
    await this.out.restore();
  }
}
class Use extends Work {
  override async run(...given: unknown[]) {
    console.log(given.length);
  }
}
const kept: unknown[] = [];
const method: string = process.env["METHOD"] ?? "run";

class Root extends Flow {
  make = new Make();
  spread = new Use();
  bound = new Use();
  reflected = new Use();
  helper = new Use();
  settled = new Use();
  later = new Use();
  thenable = new Use();
  deep = new Use();
  named = new Use();
  command = new Use();

  handOn() {
    this.command.start(this.make.out);
  }
  override configureCommands() {
    return { go: this.handOn.bind(this) };
  }
  override async run() {
    await this.make.run();
    const path = this.make.out;
    await this.spread.run(...kept);
    kept.push(path);
    setTimeout(this.bound.run.bind(this.bound, path));
    await Reflect.apply(this.reflected.run, this.reflected, [path]);
    const lazily = [path].values().map((one) => ({ one }));
    await this.helper.run(...lazily);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    resolve(path);
    await this.settled.run(await promise);
    let settle = (_: unknown): void => {};
    const byHand = new Promise((done) => {
      settle = done;
    });
    settle({ path });
    await this.later.run(await byHand);
    const own = { then: (done: (value: unknown) => void) => done(path) };
    await this.thenable.run(await own);
    const descend = async (levels: number): Promise<void> => {
      if (levels === 0) await this.deep.run(path);
      else await descend(levels - 1);
    };
    await descend(200);
    await Reflect.get(this.named, method)(path);
  }
}

export default new App(new Root());
