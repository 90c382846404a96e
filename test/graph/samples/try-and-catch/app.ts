import { App, Flow, Work } from "thunderhead";
function port(text: string): number {
  try {
    const { value } = JSON.parse(text) as { value: number };
    if (value < 0) throw new Error("negative");
    return value;
  } catch {
    return 9999;
  } finally {
    tried++;
  }
}
let tried = 0;

class Any extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
}

class Root extends Flow {
  good = new Any(port('{"value": 8000}'));
  bad = new Any(port('{"value": -1}'));
  many = new Any(9000 + tried);
  override async run() {
    try {
      await this.good.run();
    } catch {
      await this.bad.run();
    }
    await this.many.run();
  }
}

export default new App(new Root());
