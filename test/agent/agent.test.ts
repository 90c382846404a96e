import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launch, orderOf } from "./launch.ts";

describe("agent", () => {
  it("runs a work in an empty directory and settles with its result, state and versions at once", async () => {
    await using here = await launch();
    await here.bundle({
      name: "source-1",
      class: "SourceFile",
      source: `
        import { readdirSync } from "node:fs";
        import { writeFile } from "node:fs/promises";
        import { Path, Work } from "thunderhead";
        export class SourceFile extends Work {
          boringFile = new Path("boring_file.txt");
          lines: string[] = [];
          override async run(text: string) {
            this.lines.push(text);
            console.log("here:", readdirSync(".").length);
            await writeFile(this.boringFile.local, text);
            return { written: text.length, env: Object.keys(process.env).sort() };
          }
        }`,
    });
    here.run(
      orderOf({
        work: "source",
        bundle: "source-1",
        arguments: ["Hello there!"],
        outputs: [
          {
            name: "source.boringFile",
            pathId: "p1",
            field: "boringFile",
            relative: "boring_file.txt",
          },
        ],
      }),
    );
    const settle = await here.wait("settle");
    expect(settle.outcome).toEqual({
      kind: "succeeded",
      result: { written: 12, env: expect.arrayContaining(["PATH"]) },
    });
    // With the result, or just before it where writing the file took longer than a look at the state.
    const patches = here.messages.flatMap((message) => ("patch" in message ? [message.patch] : []));
    expect(patches.filter(({ set }) => "lines" in set)).toEqual([
      { set: { lines: ["Hello there!"] }, removed: [] },
    ]);
    const [published] = settle.published;
    expect(published?.manifest.files).toEqual([
      { path: "", size: 12, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(
      readFileSync(
        join(here.directory, "volume/id-source/v/p1", published?.version ?? "", "boring_file.txt"),
        "utf8",
      ),
    ).toBe("Hello there!");
    expect(await here.wait("log")).toMatchObject({
      work: "source",
      stream: "stdout",
      line: "here: 0",
    });
    await expect.poll(() => readdirSync(join(here.directory, "attempts"))).toEqual([]);
  });
});
