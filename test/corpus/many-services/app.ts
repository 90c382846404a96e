// Four services on one machine, each with a port of its own; one of them of any number.
import { App, Flow, Work } from "thunderhead";
import { ports } from "./ports.ts";

class Service extends Work {
  constructor(
    readonly label: string,
    port: number,
  ) {
    super({ port, health: { path: `/${label}/health` }, displayName: label.toUpperCase() });
  }
  override async run() {
    const { createServer } = await import("node:http");
    createServer((_, response) => response.end(this.label)).listen({
      port: this.port,
      host: this.host,
    });
    await new Promise(() => {});
  }
}
class Root extends Flow {
  services = Object.fromEntries(
    Object.entries(ports).map(([label, port]) => [label, new Service(label, port)]),
  );

  override async run() {
    await Promise.all(Object.values(this.services).map((service) => service.run()));
  }
  override configureLayout() {
    return Object.entries(this.services).map(([name, content]) => ({ name, content }));
  }
}

export default new App(new Root());
