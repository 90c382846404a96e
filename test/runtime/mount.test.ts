import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launch, orderOf } from "../agent/launch.ts";

const source = `
import { readFile } from "node:fs/promises";
import { Work } from "thunderhead";
export class Reads extends Work {
  override async run(at: string): Promise<unknown> {
    return readFile(at + "/hello.txt", "utf8");
  }
}`;

describe("Mount", () => {
  it("is a folder at its target, and a work that misses it does not start", async () => {
    await using here = await launch();
    await here.bundle({ name: "reads-1", source, class: "Reads" });
    const target = join(here.directory, "data");
    const mounts = [{ source: "s3://datasets/coco/", target }];
    here.run(orderOf({ work: "reads", bundle: "reads-1", arguments: [target], mounts }));
    const { outcome } = await here.wait("settle");
    expect(outcome).toMatchObject({
      kind: "failed",
      failure: {
        reason: "setup",
        message: expect.stringContaining("reads reads s3://datasets/coco/ at"),
      },
    });
    mkdirSync(target);
    writeFileSync(join(target, "hello.txt"), "from the bucket");
    here.run(
      orderOf({ work: "reads", bundle: "reads-1", arguments: [target], mounts, attempt: 2 }),
    );
    const second = await here.wait("settle", ({ attempt }) => attempt === 2);
    expect(second.outcome).toEqual({ kind: "succeeded", result: "from the bucket" });
  });
});
