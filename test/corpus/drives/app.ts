// A shared store: several writers put, one reader lists, nothing is ordered by Paths.
import { readFile, writeFile } from "node:fs/promises";
import { App, Drive, Flow, Work } from "thunderhead";

class Scrape extends Work {
  constructor(
    readonly city: string,
    readonly store: Drive,
  ) {
    super({ retries: 5 });
  }
  override async run() {
    await writeFile("page.html", `<h1>${this.city}</h1>`);
    await this.store.put("page.html", { as: `pages/${this.city}.html` });
  }
}
class Summarise extends Work {
  override async run(store: Drive) {
    const names = await store.list("pages/");
    const sizes = [];
    for (const name of names) {
      const file = await store.get(name, { to: "current.html" });
      sizes.push((await readFile(file, "utf8")).length);
    }
    return { pages: names.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }
}
const store = new Drive("pages");
class Root extends Flow {
  scrapers = ["oslo", "rome", "lima"].map((city) => new Scrape(city, store));
  summary = new Summarise();
  pages = 0;

  override async run() {
    await Promise.allSettled(this.scrapers.map((scraper) => scraper.run()));
    const { pages } = await this.summary.run(store);
    this.pages = pages;
  }
}

export default new App(new Root());
