import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

const large = (letter: string): string => letter.repeat(2000);

class Three extends Flow {
  task = new Task();
  override async run() {
    for (const letter of ["a", "b", "c"]) await this.task.run(large(letter));
    await this.sleep("on", "1d");
  }
}

const three = () =>
  new Rig(
    app(() => new Three()),
    () => ({}),
  ).settle();

const kept = (rig: Rig): readonly number[] =>
  [...rig.core.ledger.calls.values()].map(({ arguments: args }) => JSON.stringify(args).length);

describe("large arguments of a call that is done", () => {
  it("are dropped once another call of its work has started, and no call is made again for it", async () => {
    const rig = await three();
    expect(kept(rig)).toEqual([2, 2, 2004]);
    await rig.restart();
    expect(rig.attempts).toEqual([]);
    expect(rig.calls()).toHaveLength(3);
  });

  it("are brought by the flow when the call is to run again", async () => {
    const rig = await three();
    const [first] = rig.core.ledger.calls.values();
    if (first === undefined) throw new Error("There is no call.");
    rig.records.push({ kind: "rerun", call: first.id, at: rig.now });
    await rig.restart();
    expect(rig.attempts.map(({ arguments: args }) => args)).toEqual([[large("a")]]);
  });
});
