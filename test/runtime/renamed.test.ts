import { describe, expect, it } from "vitest";
import { App, Flow, Path, Work } from "#sdk/index.ts";
import { Rig } from "./rig.ts";

class Task extends Work {
  progress = 0;
  out = new Path("out");
  override async run(..._args: unknown[]): Promise<unknown> {
    return undefined;
  }
}

class Inner extends Flow {
  noted = "";
  override async run() {
    this.noted = await this.step("note", () => "noted");
    if (this.once("mark")) this.noted += "!";
  }
}

class Before extends Flow {
  make = new Task();
  use = new Task();
  inner = new Inner();
  kept: Path | null = null;
  override async run() {
    await this.inner.run();
    await this.make.run("a");
    this.kept = this.make.out;
    await this.use.run(this.make.out);
  }
}

class After extends Flow {
  produce = new Task();
  use = new Task();
  notes = new Inner();
  kept: Path | null = null;
  override async run() {
    await this.notes.run();
    await this.produce.run("a");
    this.kept = this.produce.out;
    await this.use.run(this.produce.out);
  }
}

const renamed = { make: "produce", inner: "notes" };

/** `make` is done, `use` runs on what it published. */
async function halfway() {
  const rig = await new Rig(
    () => new App(new Before()),
    ({ work }) =>
      work === "make" ? { published: { "make.out": "v1" }, patch: { progress: 5 } } : false,
  ).settle();
  return rig;
}

describe("a rename keeps ids, and with them calls, state, marks and versions", () => {
  it("runs nothing again, and goes on with what was open", async () => {
    const rig = await halfway();
    expect(rig.calls()).toHaveLength(2);
    await rig.rename(() => new App(new After()), renamed);
    expect(rig.calls()).toHaveLength(2);
    expect(rig.attempts.map(({ work }) => work)).toEqual(["use"]);
    expect(rig.attempts[0]?.inputs).toMatchObject([{ name: "produce.out", version: "v1" }]);
    expect(rig.state("produce")).toMatchObject({ progress: 5 });
    expect(rig.state("notes")).toMatchObject({ noted: expect.stringContaining("noted") });
    expect(rig.state("root")).toMatchObject({ kept: { owner: "produce", version: "v1" } });
    expect(rig.lines).toContain("produce | It was make before, and goes on from there.");
    await rig.succeed("use");
    expect(rig.ended).toMatchObject({ code: 0 });
  });

  it("is on record once, and means the same in every launch after", async () => {
    const rig = await halfway();
    await rig.rename(() => new App(new After()), renamed);
    await rig.restart();
    await rig.restart();
    expect(rig.records.filter(({ kind }) => kind === "renamed")).toHaveLength(1);
    expect(rig.calls()).toHaveLength(2);
  });
});
