import { writeFileSync } from "node:fs";
import { App, config, Flow } from "thunderhead";

const heard = config.string("heard");

/** A step that takes for ever, and says what it hears on its way out. */
export class Patient extends Flow {
  override async run() {
    await this.step("wait", ({ signal }) => {
      console.log("the step runs");
      return new Promise<void>((_, reject) => {
        const wait = setInterval(() => {}, 1000);
        signal.addEventListener("abort", () => {
          clearInterval(wait);
          writeFileSync(heard, String(signal.reason));
          reject(signal.reason);
        });
      });
    });
  }
}

export default new App(new Patient());
