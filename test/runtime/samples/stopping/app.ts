import { App, config, Flow, Work } from "thunderhead";

export class Serve extends Work {
  said = "";

  override async run() {
    console.log("serving");
    this.said = "serving";
    this.signal.addEventListener("abort", () => {
      console.log("closing");
      setTimeout(() => {
        console.log("closed");
        process.exit(0);
      }, 50);
    });
    await new Promise((resolve) => setTimeout(resolve, 600_000));
  }
}

export class Quick extends Work {
  override async run() {
    return 1;
  }
}

export class Root extends Flow {
  serve = new Serve();
  quick = new Quick();
  never = new Quick();
  stops = config.boolean("stops", false);

  override async run() {
    this.serve.start();
    await this.quick.run();
    if (this.stops && this.serve.said !== "") this.stop("Enough.");
  }
}

export default new App(new Root());
