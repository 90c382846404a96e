import { App, Flow, Work } from "thunderhead";

class One extends Work {
  override async run(n: number) {
    return n * 2;
  }
}

class Root extends Flow {
  one = new One();
  i = 0;
  total = 0;
  override async run() {
    while (this.i < 3) {
      const result = await this.one.run(this.i);
      this.total += result;
      await this.one.run(this.i + 10);
      this.i++;
    }
  }
}

export default new App(new Root());
