import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

class Three extends Flow {
  plain = new Task();
  fresh = new Task({ rerunOn: "code" });
  broken = new Task({ raiseException: false });
  override async run() {
    this.plain.start();
    this.fresh.start();
    this.broken.start();
    await this.sleep("on", "1d");
  }
}

const three = () =>
  new Rig(
    app(() => new Three()),
    ({ work }) => (work === "broken" ? { failed: "no" } : {}),
  ).settle();

describe("new code of a work", () => {
  it("runs what had failed once more, and what is done only where the work asks for that", async () => {
    const rig = await three();
    rig.code = "-2";
    await rig.restart();
    expect(rig.attempts.map(({ work, attempt }) => `${work} ${attempt}`).toSorted()).toEqual([
      "broken 2",
      "fresh 2",
    ]);
    await rig.restart();
    expect(rig.attempts).toEqual([]);
  });

  it("changes no identity: with the same code nothing runs again", async () => {
    const rig = await three();
    await rig.restart();
    expect(rig.attempts).toEqual([]);
    expect(rig.calls()).toHaveLength(3);
  });
});
