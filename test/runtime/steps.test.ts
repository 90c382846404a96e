import { describe, expect, it } from "vitest";
import { Flow } from "#sdk/index.ts";
import { Rig } from "./rig.ts";
import { app } from "./task.ts";

const settled = (make: () => Flow, answer?: ConstructorParameters<typeof Rig>[1]) =>
  new Rig(app(make), answer).settle();

describe("steps", () => {
  it("are tried again within their budget, with the same key, and reject with what they threw last", async () => {
    const seen: string[] = [];
    class Tries extends Flow {
      caught = "";
      override async run() {
        try {
          await this.step(
            "flaky",
            async ({ attempt, idempotencyKey, signal }) => {
              seen.push(`${attempt} ${idempotencyKey} ${signal.aborted}`);
              throw new RangeError(`try ${attempt}`);
            },
            { retries: 2, backoff: "2s" },
          );
        } catch (error) {
          if (error instanceof Error) this.caught = `${error.name}: ${error.message}`;
        }
      }
    }
    const rig = await settled(() => new Tries());
    expect(seen).toHaveLength(1);
    await rig.pass(2100);
    expect(seen).toHaveLength(2);
    await rig.pass(4100);
    expect(rig.state("root")).toEqual({ caught: "RangeError: try 3" });
    expect(new Set(seen.map((line) => line.split(" ")[1])).size).toBe(1);
  });

  it("that may happen once at most are lost, and say so, where nobody knows how they ended", async () => {
    class Risky extends Flow {
      how = "";
      override async run() {
        try {
          await this.step("pay", () => new Promise<never>(() => {}), { atMostOnce: true });
        } catch (error) {
          if (error instanceof Error) this.how = error.name;
        }
      }
    }
    const rig = new Rig(app(() => new Risky()));
    void rig.settle();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await rig.restart();
    expect(rig.state("root")).toEqual({ how: "StepLost" });
  });

  it("may not touch components, and return JSON of 256 KiB at most", async () => {
    const how = new Set<string>();
    class Touches extends Flow {
      n = 1;
      override async run() {
        const note = (step: Promise<unknown>) =>
          step.catch((error: Error) => how.add(error.message));
        await note(this.step("touches", async () => this.n));
        await note(this.step("large", async () => "x".repeat(300_000)));
        await note(this.step("date", async () => new Date(0)));
      }
    }
    await settled(() => new Touches());
    expect([...how]).toEqual([
      expect.stringContaining("root.n was read outside of run()"),
      expect.stringContaining("256 KiB at most"),
      expect.stringContaining("instance of Date"),
    ]);
  });
});
