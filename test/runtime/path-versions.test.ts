import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

describe("a Path means what the program point says", () => {
  class Pipeline extends Flow {
    train = new Task();
    serve = new Task({ port: 80 });
    override async run() {
      await this.train.run(1);
      this.serve.start(this.train.out);
      await this.train.run(2);
      this.serve.start(this.train.out);
    }
  }
  const answer = ({ work, arguments: args }: { work: string; arguments: readonly unknown[] }) =>
    work === "train" ? { published: { "train.out": `v${args[0]}` } } : (false as const);

  it("gives each call the version that the awaited call before it published", async () => {
    const rig = await new Rig(
      app(() => new Pipeline()),
      answer,
    ).settle();
    const versions = rig.core.ledger.calls
      .values()
      .filter(({ work }) => work === "serve")
      .map(({ arguments: [path] }) => path);
    expect([...versions]).toEqual([
      { $: "path", owner: "train", field: "out", version: "v1" },
      { $: "path", owner: "train", field: "out", version: "v2" },
    ]);
  });

  it("makes no call again that it made before, whatever prefix of the journal is replayed", async () => {
    const rig = await new Rig(
      app(() => new Pipeline()),
      answer,
    ).settle();
    const whole = rig.calls();
    const records = [...rig.records];
    for (let kept = 0; kept <= records.length; kept++) {
      const again = new Rig(
        app(() => new Pipeline()),
        () => false,
      );
      again.records.push(...records.slice(0, kept));
      const known = new Set(callsIn(again.records));
      await again.restart();
      for (const call of again.calls()) expect(whole).toContain(call);
      const settled = [...again.core.ledger.calls.values()]
        .filter(({ stage }) => stage === "succeeded")
        .map(({ id }) => id);
      for (const order of again.attempts) expect(settled).not.toContain(order.call);
      expect(known.size).toBeLessThanOrEqual(again.calls().length);
    }
  });
});

const callsIn = (records: readonly { kind: string }[]): readonly string[] =>
  JSON.stringify(records).match(/"call":"[0-9a-f]+"/g) ?? [];
