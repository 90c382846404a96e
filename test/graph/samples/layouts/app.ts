import { App, Flow, type Tab, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";
class Serve extends Work {
  override async run() {}
}

class Root extends Flow {
  one = new Serve({ port: 8001 });
  two = new Serve({ port: 8002 });
  plain = new Serve();
  pages = new StaticWeb("web");

  override async run() {
    this.one.start();
    this.two.start();
  }

  #link(work: Serve, suffix = "") {
    return `${work.url}${suffix}`;
  }

  override configureLayout() {
    const tabs: Tab[] = [
      { name: "Work", content: this.plain },
      { name: "Self", content: this },
      { name: "Url", content: this.one.url },
      { name: "Suffix", content: this.#link(this.two, "/docs") },
      { name: "Outside", content: "https://example.com/" },
      { name: "Pages", content: this.pages },
      { name: "Later", content: this.one.hasSucceeded ? this.one.url : "" },
    ];
    if (this.two.isRunning) tabs.push({ name: "Sometimes", content: this.two });
    return tabs;
  }
}

export default new App(new Root());
