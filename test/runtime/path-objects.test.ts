import { describe, expect, it } from "vitest";
import { Path } from "#sdk/index.ts";
import { launch, orderOf } from "../agent/launch.ts";

const source = `
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { Path, Work } from "thunderhead";
export class Makes extends Work {
  out = new Path("out");
  override async run(): Promise<unknown> {
    const before = [await this.out.exists(), this.out.size, this.out.version];
    await mkdir(this.out.local + "/deep", { recursive: true });
    await writeFile(this.out.local + "/deep/a", "12345");
    await writeFile(this.out.local + "/b", "1");
    const { size } = await this.out.publish();
    return [before, await this.out.exists(), size, this.out.size === size];
  }
}
export class Reads extends Work {
  override async run(out: Path): Promise<unknown> {
    const deep = out.join("deep");
    const copy = await deep.copyTo("mine");
    await writeFile(copy + "/a", "changed");
    return [out.size, deep.size, deep.join("a").name, out.join("nowhere").size, await deep.exists(), await out.join("nowhere").exists(), await readFile(deep.local + "/a", "utf8")];
  }
}`;

describe("a Path", () => {
  it("is no text: it says what to write instead", () => {
    const path = new Path("model.pt");
    expect(() => `${path}`).toThrow(/use \.local or \.join\(\)/);
    expect(() => Reflect.apply(String.prototype.concat, "", [path])).toThrow(/use \.local/);
    for (const wrong of ["", "/abs", "../up", "a/../../b"])
      expect(() => new Path(wrong)).toThrow(/relative to its work and stays inside it/);
  });

  it("answers for what is below it, and copies it out to be written on", async () => {
    await using here = await launch();
    await here.bundle({ name: "makes-1", source, class: "Makes" });
    await here.bundle({ name: "reads-1", source, class: "Reads" });
    const out = { name: "makes.out", pathId: "o", field: "out", relative: "out" };
    here.run(orderOf({ work: "makes", bundle: "makes-1", outputs: [out] }));
    const made = await here.wait("settle");
    expect(made.outcome).toEqual({
      kind: "succeeded",
      result: [[false, null, null], true, 6, true],
    });
    const [published] = made.published;
    if (published === undefined) throw new Error("Nothing was published.");
    const input = {
      ...out,
      ...published,
      name: out.name,
      producer: "makes",
      producerId: "id-makes",
    };
    const given = { $: "path", owner: "makes", field: "out", version: published.version };
    here.run(orderOf({ work: "reads", bundle: "reads-1", arguments: [given], inputs: [input] }));
    const read = await here.wait("settle", ({ work }) => work === "reads");
    expect(read.outcome).toEqual({
      kind: "succeeded",
      result: [6, 5, "makes.out", null, true, false, "12345"],
    });
  });
});
