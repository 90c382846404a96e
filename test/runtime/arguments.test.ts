import { describe, expect, it } from "vitest";
import { Flow, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();

describe("arguments", () => {
  class Any extends Work {
    override async run(..._args: unknown[]) {}
  }

  it.each<[string, unknown, string]>([
    ["NaN", Number.NaN, "NaN"],
    ["an infinity", { rate: Number.NEGATIVE_INFINITY }, ".rate is -Infinity"],
    ["-0", [-0], "[0] is -0"],
    ["a bigint", 1n, "a bigint"],
    ["a Date", { when: new Date(0) }, ".when is an instance of Date"],
    ["a Map", new Map(), "an instance of Map"],
    ["undefined in an array", [undefined], "[0] is undefined in an array"],
    ["a component", undefined, "any.run() is an instance of Any"],
  ])("that are %s are refused, with their place", async (what, value, place) => {
    class Calls extends Flow {
      any = new Any();
      override async run() {
        this.any.start(what === "a component" ? this.any : value);
      }
    }
    const rig = await settled(() => new Calls());
    expect(rig.ended?.code).toBe(1);
    expect(rig.ended?.message).toContain(place);
  });

  it("of more than 64 KiB are refused, and belong in a Path", async () => {
    class Calls extends Flow {
      any = new Any();
      override async run() {
        this.any.start("x".repeat(70_000));
      }
    }
    const rig = await settled(() => new Calls());
    expect(rig.ended?.message).toMatch(/64 KiB at most\. Hand larger things over as a Path/);
  });

  it("are copied at the call: what is changed behind it changes nothing", async () => {
    class Calls extends Flow {
      any = new Any();
      override async run() {
        const given = { lr: 1 };
        this.any.start(given);
        given.lr = 2;
      }
    }
    const rig = await settled(() => new Calls());
    expect(rig.open("any").arguments).toEqual([{ lr: 1 }]);
  });
});
