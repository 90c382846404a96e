import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Drive } from "#sdk/drive.ts";
import { launch, orderOf } from "../agent/launch.ts";

const source = `
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { type Drive, Work } from "thunderhead";
export class Uses extends Work {
  override async run(shared: Drive, what: string): Promise<unknown> {
    if (what === "write") {
      await mkdir("models", { recursive: true });
      await writeFile("models/a.pt", "A");
      await writeFile("models/b.pt", "B");
      await shared.put("models/a.pt");
      await shared.put("models", { as: "all" });
      return shared.list();
    }
    if (what === "read") {
      const file = await shared.get("all/b.pt", { to: "here/b.pt" });
      const folder = await shared.get("all");
      await writeFile(file, "mine");
      return [await readFile(folder + "/b.pt", "utf8"), await shared.list("models/")];
    }
    if (what === "again") {
      await writeFile("a.pt", "newer");
      await shared.put("a.pt", { as: "models/a.pt" });
      return readFile(await shared.get("models/a.pt"), "utf8");
    }
    if (what === "remove") {
      await shared.delete("models/a.pt");
      return shared.list();
    }
    return shared.get("nowhere.pt").catch((error: Error) => error.message);
  }
}`;

const shared = { $: "drive", name: "shared" };

describe("Drive", () => {
  it("is a folder of files that any number of works write, list and read, the last writer of a key winning", async () => {
    await using here = await launch();
    await here.bundle({ name: "uses-1", source, class: "Uses" });
    const ask = async (work: string, what: string): Promise<unknown> => {
      here.run(
        orderOf({ work, call: `${work}-${what}`, bundle: "uses-1", arguments: [shared, what] }),
      );
      const { outcome } = await here.wait("settle", ({ call }) => call === `${work}-${what}`);
      return outcome.kind === "succeeded" ? outcome.result : outcome;
    };
    expect(await ask("one", "write")).toEqual(["all/a.pt", "all/b.pt", "models/a.pt"]);
    expect(await ask("two", "read")).toEqual(["B", ["models/a.pt"]]);
    expect(await ask("two", "again")).toBe("newer");
    expect(readFileSync(join(here.directory, "drives/shared/keys/models/a.pt"), "utf8")).toBe(
      "newer",
    );
    expect(await ask("one", "remove")).toEqual(["all/a.pt", "all/b.pt"]);
    expect(await ask("one", "missing")).toBe("The drive shared has no nowhere.pt.");
  });

  it("refuses names and keys that climb", async () => {
    expect(() => new Drive("../other")).toThrow("A Drive's name");
    await using here = await launch();
    const climbs = source.replace('shared.get("nowhere.pt")', 'shared.get("../../journal.sqlite")');
    await here.bundle({ name: "climbs-1", source: climbs, class: "Uses" });
    here.run(orderOf({ work: "one", bundle: "climbs-1", arguments: [shared, "missing"] }));
    const { outcome } = await here.wait("settle");
    expect(outcome).toMatchObject({ result: expect.stringContaining("stay inside it") });
  });
});
