import { describe, expect, it } from "vitest";
import { App, Flow, Path, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Train extends Work {
  model = new Path("model");
  history = new Path("history", { keep: "all" });
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}
class Serve extends Work {
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Trains extends Flow {
  train = new Train();
  serve = new Serve();
  first: Path | null = null;
  i = 0;
  override async run() {
    while (this.i < 8) {
      await this.train.run(this.i);
      if (this.i === 0) this.first = this.train.model;
      if (this.i === 1) this.serve.start(this.train.model);
      this.i++;
    }
    await this.sleep("on", "30d");
  }
}

const trained = () =>
  new Rig(
    () => new App(new Trains()),
    ({ work, arguments: [i] }) =>
      work === "train" && { published: { "train.model": `m${i}`, "train.history": `h${i}` } },
  ).settle();

const idOf = (rig: Rig, path: string) => rig.core.live.paths.get(path)?.id;

const known = (rig: Rig, path: string) =>
  (rig.core.ledger.versions.get(path) ?? []).map(({ version }) => version);

describe("versions of Paths", () => {
  it("kept are the last three, what state refers to, and what a running attempt was given", async () => {
    const rig = await trained();
    // m0 stands in a field of the flow, m1 is served.
    expect(known(rig, "train.model")).toEqual(["m0", "m1", "m5", "m6", "m7"]);
    expect(known(rig, "train.history")).toHaveLength(8);
  });

  it("are given up on record, removed an hour later, and never again after that", async () => {
    const rig = await trained();
    expect(rig.collected).toEqual([]);
    await rig.pass(3_500_000);
    expect(rig.collected).toEqual([]);
    await rig.pass(200_000);
    expect(rig.collected.toSorted()).toEqual([
      "train.model@m2",
      "train.model@m3",
      "train.model@m4",
    ]);
    await rig.restart();
    await rig.pass(10 * 3_600_000);
    expect(rig.collected).toHaveLength(3);
    expect(rig.core.ledger.retired.size).toBe(0);
  });

  it("that no record names are looked for a minute after a start, and every hour; recorded ones are named", async () => {
    const rig = await trained();
    expect(rig.swept).toEqual([]);
    await rig.pass(61_000);
    expect(rig.swept).toHaveLength(1);
    const models = rig.swept[0]?.paths.find(({ pathId }) => pathId === idOf(rig, "train.model"));
    // Those that were given up are removed by a record of their own.
    expect(models?.versions.toSorted()).toEqual(Array.from({ length: 8 }, (_, i) => `m${i}`));
    const { version } = rig.core.ledger;
    await rig.pass(3 * 3_600_000);
    expect(rig.swept).toHaveLength(4);
    expect(rig.core.ledger.version).toBe(version);
  });

  it("are removed after a restart, too, where only their being given up was recorded", async () => {
    const rig = await trained();
    await rig.restart();
    await rig.pass(2 * 3_600_000);
    expect(rig.collected.toSorted()).toEqual([
      "train.model@m2",
      "train.model@m3",
      "train.model@m4",
    ]);
  });

  it("that a call finishes with are given up with the next publish", async () => {
    const rig = await trained();
    await rig.succeed("serve");
    expect(known(rig, "train.model")).toContain("m1");
  });

  it("that are gone are named when they are asked for, with the way out", async () => {
    class Late extends Trains {
      override async run() {
        const old: Path[] = [];
        for (const i of [0, 1, 2, 3, 4, 5]) {
          await this.train.run(i);
          old.push(this.train.model);
          if (i === 5) await this.serve.run(await this.train.again(i).run(i));
        }
      }
    }
    const rig = await new Rig(
      () => new App(new Late()),
      ({ work, arguments: [i], call }) =>
        work === "train" && {
          published: { "train.model": `m${i}-${call.slice(0, 4)}` },
          // A result that a work made up itself: a version that nothing keeps.
          result: { $: "path", owner: "train", field: "model", version: "m-old" },
        },
    ).settle();
    expect(rig.ended?.message).toContain("in version m-old, which is not kept any more");
  });
});

describe("growth", () => {
  it("of a tick that comes to more than a thousand calls is said once, naming the work and the cursor", async () => {
    class Grows extends Flow {
      tasks = Array.from({ length: 12 }, () => new Serve());
      override async run() {
        await Promise.all(
          this.tasks.flatMap((task) => Array.from({ length: 90 }, (_, i) => task.run(i))),
        );
      }
    }
    const rig = await new Rig(
      () => new App(new Grows()),
      () => ({}),
    ).settle();
    expect(rig.ended).toMatchObject({ code: 0 });
    expect(rig.lines.filter((line) => line.includes("One tick comes to"))).toEqual([
      expect.stringContaining(
        "of them tasks.0's. Each makes the next tick longer. Keep your place in a field",
      ),
    ]);
  });
});
