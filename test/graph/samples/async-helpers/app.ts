import { App, Flow, Work } from "thunderhead";
class Any extends Work {
  override async run(n: number) {
    return n + 1;
  }
}

class Root extends Flow {
  a = new Any();
  b = new Any();
  c = new Any();

  override async run() {
    const later = this.chain(1);
    await this.c.run(0);
    const value = await later;
    await this.c.run(value);
    const all = await Promise.all([1, 2].map(async (n) => (await this.a.run(n)) * 2));
    await this.a.run(1).then((n) => this.b.run(n));
    return all;
  }

  async chain(n: number): Promise<number> {
    return this.b.run(await this.a.run(n));
  }
}

export default new App(new Root());
