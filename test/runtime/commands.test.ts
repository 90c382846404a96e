import { number, object } from "valibot";
import { describe, expect, it } from "vitest";
import { command, Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app } from "./task.ts";

class Root extends Flow {
  lr = 0;
  override async run() {
    await this.sleep("on", "1d");
  }
  override configureCommands() {
    return {
      tune: command(
        { args: object({ lr: number() }), help: "Sets the rate" },
        ({ lr }: { lr: number }) => {
          this.lr = lr;
        },
      ),
    };
  }
}

describe("arguments of commands", () => {
  it("are checked by the command's schema before it runs", async () => {
    const rig = await new Rig(app(() => new Root())).settle();
    await rig.command("tune", { lr: "fast" });
    expect(rig.answers.at(-1)).toMatchObject({ kind: "threw", status: 400 });
    expect(rig.state("root")).toEqual({ lr: 0 });
    await rig.command("tune", { lr: 0.5 });
    expect(rig.state("root")).toEqual({ lr: 0.5 });
  });

  it("names the commands there are", async () => {
    const rig = await new Rig(app(() => new Root())).settle();
    expect(rig.core.live.commands).toEqual(["tune"]);
    await rig.command("train");
    expect(rig.answers.at(-1)).toMatchObject({ kind: "threw", status: 404 });
  });
});
