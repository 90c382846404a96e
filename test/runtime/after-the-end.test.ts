import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

class Two extends Flow {
  good = new Task();
  bad = new Task();
  override async run() {
    await this.good.run();
    await this.bad.run();
  }
}

/** Deployed, and failed. */
async function failed(): Promise<Rig> {
  const rig = new Rig(
    app(() => new Two()),
    ({ work }) => (work === "bad" ? { failed: "no" } : {}),
  );
  rig.release = "one";
  return (await rig.settle()).restart();
}

describe("a deployed app that has ended", () => {
  it("rests under every later controller: no tick, no attempt, and the same end", async () => {
    const rig = await failed();
    const { ended } = rig;
    expect(ended).toMatchObject({ code: 1, message: expect.stringContaining("bad") });
    const known = rig.records.length;
    await rig.restart();
    expect(rig.ended).toEqual(ended);
    expect(rig.reports).toEqual([]);
    expect(rig.attempts).toEqual([]);
    expect(rig.records.slice(known).map(({ kind }) => kind)).toEqual(["epoch"]);
  });

  it("goes on when something else is deployed", async () => {
    const rig = await failed();
    rig.release = "two";
    rig.code = "-2";
    await rig.restart();
    expect(rig.attempts.map(({ work }) => work)).toEqual(["bad"]);
  });

  it("goes on when a person has a work run again", async () => {
    const rig = await failed();
    rig.dispatch({ kind: "rerun", work: "bad", downstream: false });
    await rig.settle();
    expect(rig.attempts).toEqual([]);
    await rig.restart();
    expect(rig.attempts.map(({ work }) => work)).toEqual(["bad"]);
  });
});

describe("a launch of a laptop that has ended", () => {
  it("goes on when it is resumed", async () => {
    const rig = new Rig(
      app(() => new Two()),
      () => ({}),
    );
    await rig.settle();
    expect(rig.ended).toMatchObject({ code: 0 });
    await rig.restart();
    expect(rig.reports).not.toEqual([]);
  });
});
