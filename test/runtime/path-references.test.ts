import { describe, expect, it } from "vitest";
import { Flow, type Path } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app, Task } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();

describe("paths in calls", () => {
  it("latest() means what was published while its producer runs; the plain Path, what a finished call did", async () => {
    class Follows extends Flow {
      train = new Task();
      watch = new Task();
      serve = new Task({ port: 80 });
      override async run() {
        this.train.start();
        if (this.train.progress > 0) {
          this.watch.start(this.train.out.latest());
          this.newest = this.train.out.latest().version;
          this.committed = this.train.out.version;
        }
      }
      newest: string | null = null;
      committed: string | null = null;
    }
    const rig = await settled(() => new Follows());
    const { call, attempt, work } = rig.open("train");
    const published = { path: "train.out", version: "v1", manifest: { files: [], size: 3 } };
    rig.dispatch({
      kind: "agent",
      machine: "local",
      message: { kind: "publish", call, attempt, work, sequence: 1, published },
    });
    await rig.patch("train", { progress: 1 });
    expect(rig.state("root")).toMatchObject({ newest: "v1", committed: null });
    expect(rig.open("watch").inputs.map(({ version }) => version)).toEqual(["v1"]);
  });

  it("assigning one to a field pins the version that it means there; in a field's initialiser it stays open", async () => {
    class Pins extends Flow {
      train = new Task();
      serve = new Task({ port: 80 });
      open: Path = this.train.out;
      kept: Path | null = null;
      override async run() {
        await this.train.run(1);
        if (this.kept === null) this.kept = this.train.out;
        await this.train.run(2);
        this.serve.start(this.kept, this.open);
      }
    }
    const rig = await settled(
      () => new Pins(),
      ({ work, arguments: [n] }) => work === "train" && { published: { "train.out": `v${n}` } },
    );
    expect(rig.open("serve").arguments).toMatchObject([{ version: "v1" }, { version: "v2" }]);
  });
});
