// In works, steps and commands; the clock, which stands still in a tick; random functions of one's own.
import { readFileSync } from "node:fs";
import { App, Flow, Work } from "thunderhead";
import { setTimeout as pause } from "node:timers/promises";

class Draw extends Work {
  override async run() {
    await pause(10);
    return Math.random() > 0.5 ? readFileSync("/etc/hostname", "utf8") : crypto.randomUUID();
  }
}
const random = (seed: number) => (seed * 16807) % 2147483647;
class Root extends Flow {
  draw = new Draw();
  seed = 1;
  late = false;

  override async run() {
    this.seed = random(7);
    this.late = Date.now() > 0;
    const lucky = await this.step("draw", () => Math.random());
    if (lucky > 0.5) await this.draw.run();
  }
  override configureCommands() {
    return { shuffle: () => Math.random() };
  }
}

export default new App(new Root());
