// Calls, steps, sleeps, async helpers that hold only these, their combinations, and plain values.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  override async run(count: number) {
    return count;
  }
}

class Root extends Flow {
  train = new Train();
  check = new Train();

  override async run() {
    const count = await this.step("count", async () => {
      const page = await fetch("https://example.com/count");
      return Number(await page.text());
    });
    await this.sleep("calm", "1s");
    const results = await Promise.all([this.train.run(count), this.both(2)]);
    await results.length;
  }

  async both(count: number) {
    return await this.check.run(count);
  }
}

export default new App(new Root());
