import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

class Serves extends Flow {
  serve = new Task({ port: 80 });
  seen = "";
  override async run() {
    this.serve.start();
    try {
      await this.serve.ready({ timeout: "1m" });
      this.seen = `ready at ${this.serve.url}, ${this.serve.machine}`;
    } catch (error) {
      this.seen = error instanceof Error ? error.message : "";
    }
  }
}

describe("ready()", () => {
  it("waits until the port answers, and then there is a url", async () => {
    const rig = await new Rig(app(() => new Serves())).settle();
    expect(rig.state("root")).toEqual({ seen: "" });
    await rig.service("serve", true);
    expect(rig.state("root")).toEqual({ seen: "ready at http://serve, on" });
  });

  it("rejects when its timeout is over first", async () => {
    const rig = await new Rig(app(() => new Serves())).settle();
    await rig.pass(61_000);
    expect(rig.state("root")).toEqual({ seen: "serve was not ready within 1m." });
  });
});
