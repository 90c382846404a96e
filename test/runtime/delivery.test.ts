import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

describe("settled promises are delivered in the order in which they settled", () => {
  it("lets a race be won, in every tick, by the one that finished first", async () => {
    const winners: unknown[] = [];
    class Races extends Flow {
      a = new Task();
      b = new Task();
      last = new Task();
      override async run() {
        winners.push(await Promise.race([this.a.run(), this.b.run()]));
        await this.last.run();
      }
    }
    const rig = await new Rig(app(() => new Races())).settle();
    await rig.succeed("b", { result: "b" });
    await rig.succeed("a", { result: "a" });
    await rig.succeed("last");
    await rig.restart();
    expect(winners.length).toBeGreaterThan(2);
    expect(new Set(winners)).toEqual(new Set(["b"]));
  });

  it("keeps nested chains, any and allSettled in the order in which calls ended", async () => {
    const orders: string[][] = [];
    class Chains extends Flow {
      a = new Task();
      b = new Task();
      c = new Task();
      override async run() {
        const order: string[] = [];
        const note = (name: string) => async (call: Promise<unknown>) => {
          await call;
          order.push(name);
        };
        await Promise.allSettled([
          note("a")(this.a.run()),
          note("b")(this.b.run()),
          note("c")(this.c.run()),
        ]);
        orders.push(order);
      }
    }
    const rig = await new Rig(app(() => new Chains())).settle();
    for (const work of ["c", "a", "b"]) await rig.succeed(work);
    await rig.restart();
    expect(orders).toEqual([
      ["c", "a", "b"],
      ["c", "a", "b"],
    ]);
  });
});
