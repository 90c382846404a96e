// Documents come in by a command, are split and embedded in batches, and an index is made of all of them.
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Drive, Flow, Path, Work } from "thunderhead";

const batchSize = 2;
const batchesOf = <One>(all: readonly One[]): readonly (readonly One[])[] =>
  Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
    all.slice(index * batchSize, (index + 1) * batchSize),
  );

class Embed extends Work {
  vectors = new Path("vectors.json");

  override async run(documents: Drive, names: readonly string[]) {
    const files = await Promise.all(names.map((name) => documents.get(name, { to: name })));
    await writeFile(this.vectors.local, JSON.stringify(files));
    return names.length;
  }
}
class Index extends Work {
  index = new Path("index.json");

  override async run(parts: readonly { readonly key: string; readonly vectors: Path }[]) {
    const texts = await Promise.all(parts.map(({ vectors }) => readFile(vectors.local, "utf8")));
    await writeFile(this.index.local, texts.join("\n"));
  }
}
class Root extends Flow {
  documents = new Drive("documents");
  embeds = new ComponentMap<Embed>({ max: 8 });
  index = new Index();
  names: string[] = ["a.txt", "b.txt", "c.txt"];

  override async run() {
    const batches = batchesOf(this.names);
    const parts = await Promise.all(
      batches.map(async (names, at) => {
        const embed = this.embeds.create(`batch-${at}`, Embed);
        await embed.run(this.documents, names);
        return { key: `batch-${at}`, vectors: embed.vectors };
      }),
    );
    await this.index.run(parts);
  }
  override configureCommands() {
    return {
      add: ({ name }: { name: string }) => {
        if (!this.names.includes(name)) this.names.push(name);
      },
    };
  }
}

export default new App(new Root());
