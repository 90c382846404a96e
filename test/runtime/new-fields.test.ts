import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app } from "./task.ts";

abstract class Waits extends Flow {
  override async run() {
    await this.sleep("on", "1d");
  }
}

class Before extends Waits {
  kept = 0;
  rate = 0.1;
  override async run() {
    this.kept = 1;
    this.rate = 0.5;
    await super.run();
  }
}

class Without extends Waits {
  kept = 0;
}

class Again extends Waits {
  kept = 0;
  rate = 0.2;
}

class Other extends Waits {
  kept = 0;
  rate = "fast";
  later?: string;
}

/** The same launch under one code after the other. */
async function under(...codes: readonly (new () => Flow)[]): Promise<Rig> {
  const [first = Before, ...rest] = codes;
  const rig = await new Rig(app(() => new first())).settle();
  for (const [index, code] of rest.entries()) {
    rig.code = `-${index}`;
    await rig.rename(
      app(() => new code()),
      {},
    );
  }
  return rig;
}

describe("a stored field that the code has no more", () => {
  it("is kept aside, and said", async () => {
    const rig = await under(Before, Without);
    expect(rig.state("root")).toEqual({ kept: 1 });
    expect(rig.lines.join("\n")).toContain("root | Its code has no rate any more");
  });

  it("is given back by the code that has it again", async () => {
    const rig = await under(Before, Without, Again);
    expect(rig.state("root")).toEqual({ kept: 1, rate: 0.5 });
    await rig.restart();
    expect(rig.state("root")).toEqual({ kept: 1, rate: 0.5 });
  });

  it("is gone when the code after it has it not either", async () => {
    expect((await under(Before, Without, Without, Again)).state("root")).toEqual({
      kept: 1,
      rate: 0.2,
    });
  });

  it("is not one that has no value yet, nor of code that is the same", async () => {
    const rig = await under(Other);
    rig.dispatch({
      kind: "flow",
      message: {
        kind: "commanded",
        request: 1,
        answer: {
          kind: "returned",
          value: null,
          writes: [{ component: "root", patch: { set: { later: "x" }, removed: [] } }],
          operations: [],
        },
      },
    });
    rig.code = "-2";
    await rig.restart();
    expect(rig.state("root")).toMatchObject({ later: "x" });
  });
});

describe("a stored field of another type than the code's", () => {
  it("is named, with the way out", async () => {
    const rig = await under(Before, Other);
    expect(rig.lines.join("\n")).toContain(
      "root | Its rate begins as a string in the code, and a number is stored.",
    );
  });
});
