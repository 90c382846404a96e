// A service that breaks when it is asked to: what a reader sees of a failure, on purpose.
import { createServer } from "node:http";
import { App, Flow, Work } from "thunderhead";

export class Fragile extends Work {
  override async run(): Promise<void> {
    const server = createServer();
    await new Promise<void>((_, reject) => {
      server.on("request", (request, response) => {
        response.end("Handle with care.");
        if (request.url === "/break") reject(breakage("vase"));
      });
      server.listen(this.port, this.host);
    });
  }
}

function breakage(thing: string): Error {
  return new RangeError(`The ${thing} fell.`);
}

export class Shelf extends Flow {
  vase = new Fragile({ port: 0 });

  override async run(): Promise<void> {
    await this.vase.run();
  }

  override configureLayout() {
    return { name: "Vase", content: this.vase };
  }
}

export default new App(new Shelf());
