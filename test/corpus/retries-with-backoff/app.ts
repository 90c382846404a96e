// A flaky source is asked again, with pauses that grow and are on record; what is left is a fallback.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work, WorkFailed } from "thunderhead";

class Fetch extends Work {
  page = new Path("page.html");

  constructor() {
    super({ retries: { limit: 2, backoff: "5s" }, timeout: "10m" });
  }
  override async run(url: string) {
    const answer = await fetch(url, { signal: this.signal });
    if (!answer.ok) throw new Error(`${answer.status}`);
    await writeFile(this.page.local, await answer.text());
  }
}
class Count extends Work {
  override async run(page: Path) {
    return (await readFile(page.local, "utf8")).length;
  }
}
class Root extends Flow {
  fetches = [new Fetch(), new Fetch()] as const;
  count = new Count();

  async #first(urls: readonly string[]): Promise<Path | undefined> {
    for (const [index, url] of urls.entries()) {
      const mirror = this.fetches[index % this.fetches.length];
      if (mirror === undefined) return undefined;
      try {
        await mirror.run(url);
        return mirror.page;
      } catch (error) {
        if (!(error instanceof WorkFailed)) throw error;
        await this.sleep(["pause", index], index === 0 ? "10s" : "1m");
      }
    }
    return undefined;
  }
  override async run() {
    const page = await this.#first(["https://example.com/a", "https://example.org/a"]);
    if (page === undefined) this.fail("no mirror answers");
    else await this.count.run(page);
  }
}

export default new App(new Root());
