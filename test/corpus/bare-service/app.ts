// No flow: a service on its own, with a page.
import { App, Work } from "thunderhead";

class Hello extends Work {
  greetings = 0;

  constructor() {
    super({ port: 3000, displayName: "Hello" });
  }
  override async run() {
    const { createServer } = await import("node:http");
    const server = createServer((_, response) => {
      this.greetings++;
      response.end(`hello number ${this.greetings}`);
    });
    await new Promise<void>((resolve) => {
      server.listen(this.port, this.host);
      this.signal.addEventListener("abort", () => server.close(() => resolve()));
    });
  }
  override configureLayout() {
    return { name: "Hello", content: this.url };
  }
}
export default new App(new Hello());
