// Works tell each other about progress by an emitter of their own; the flow gathers what they return.
import { EventEmitter, once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

interface Events {
  readonly rows: [count: number];
  readonly end: [];
}

class Download extends Work {
  data = new Path("data.csv");

  override async run(urls: readonly string[]) {
    const events = new EventEmitter<Events>();
    const seen: number[] = [];
    events.on("rows", (count) => {
      seen.push(count);
      if (seen.length === urls.length) events.emit("end");
    });
    const ended = once(events, "end");
    const parts: string[] = [];
    await Promise.all(
      urls.map(async (url, at) => {
        const response = await fetch(url);
        const text = await response.text();
        parts[at] = text;
        events.emit("rows", text.split("\n").length);
      }),
    );
    if (urls.length > 0) await ended;
    await writeFile(this.data.local, parts.join("\n"));
    return seen.reduce((sum, count) => sum + count, 0);
  }
}
class Fit extends Work {
  model = new Path("model.json");

  override async run(parts: readonly { readonly rows: number; readonly data: Path }[]) {
    const emitter = new EventEmitter();
    const texts: string[] = [];
    emitter.on("part", (text: string) => texts.push(text));
    for (const { data } of parts.filter(({ rows }) => rows > 0))
      emitter.emit("part", await readFile(data.local, "utf8"));
    await writeFile(this.model.local, JSON.stringify(texts.map(({ length }) => length)));
  }
}

class Root extends Flow {
  downloads = new ComponentMap<Download>({ max: 10 });
  fit = new Fit();
  sources: Record<string, string[]> = {};

  override async run() {
    const names = Object.keys(this.sources).sort();
    const parts = await Promise.all(
      names.map(async (name) => {
        const download = this.downloads.create(name, Download);
        const rows = await download.run(this.sources[name] ?? []);
        return { rows, data: download.data };
      }),
    );
    if (parts.every(({ rows }) => rows === 0)) return;
    await this.fit.run(parts);
  }
  override configureCommands() {
    return {
      add: ({ name, url }: { name: string; url: string }) => {
        const urls = this.sources[name] ?? [];
        if (!urls.includes(url)) this.sources[name] = [...urls, url];
      },
    };
  }
}

export default new App(new Root());
