import { describe, expect, it } from "vitest";
import { stateLimits, tooLarge } from "#protocol/limits.ts";
import { App } from "#sdk/app.ts";
import { Flow } from "#sdk/flow.ts";
import { Work } from "#sdk/work.ts";
import { Rig } from "./rig.ts";

class Wide extends Work {
  a = "";
  b = "";
  c = "";
  d = "";
  override async run() {}
}

const text = (bytes: number): string => "x".repeat(bytes - 2);

describe("the size of state", () => {
  it("is 256 KiB a field, and 1 MiB a component, to the byte", () => {
    const { field, component } = stateLimits;
    expect(tooLarge("this", { a: text(field) }, ["a"])).toBeUndefined();
    expect(tooLarge("this", { a: text(field + 1) }, ["a"])).toMatch(/this\.a takes 257 KiB/);
    const four = Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, text(component / 4)]));
    expect(tooLarge("train", four, ["d"])).toBeUndefined();
    expect(tooLarge("train", { ...four, e: 1 }, ["e"])).toMatch(
      /The state of train takes 1025 KiB.*_a/,
    );
  });

  it("counts in bytes, whatever the script", () => {
    const { field } = stateLimits;
    expect(tooLarge("this", { a: "ü".repeat(field / 2) }, ["a"])).toMatch(/257 KiB/);
  });

  it("does not fail for what was there before", () => {
    const before = { a: text(stateLimits.field + 1) };
    expect(tooLarge("this", { ...before, b: 1 }, ["b"])).toBeUndefined();
  });

  it("fails the tick that makes a flow's larger, naming the field and the way out", async () => {
    class Hoards extends Flow {
      list: string[] = [];
      override async run() {
        this.list = Array.from({ length: 300 }, () => "x".repeat(1024));
      }
    }
    const rig = await new Rig(() => new App(new Hoards())).settle();
    expect(rig.core.ledger.ended?.code).toBe(1);
    expect(rig.core.ledger.ended?.message).toMatch(/root\.list takes 30\d KiB.*Path/);
  });

  it("is 16 MiB of all components together: the app ends, naming the largest", async () => {
    class Fills extends Flow {
      works = Array.from({ length: 17 }, () => new Wide());
      override async run() {
        const full = "x".repeat(250 * 1024);
        for (const work of this.works) Object.assign(work, { a: full, b: full, c: full, d: full });
      }
    }
    const rig = await new Rig(() => new App(new Fills())).settle();
    expect(rig.core.ledger.ended?.message).toMatch(/The state of the app takes 16\.6 MiB, .*works/);
  });
});
