// A work that is run again and again, and a flow that only reacts.
import { App, Flow, Work } from "thunderhead";

class Poll extends Work {
  newest = "";

  constructor() {
    super({ cacheCalls: false, raiseException: false, retries: { limit: 5, backoff: "500ms" } });
  }
  override async run(feed: string) {
    const answer = await fetch(feed);
    this.newest = answer.headers.get("etag") ?? "";
    return { newest: this.newest, ok: answer.ok };
  }
}
class Process extends Work {
  override async run(version: string) {
    return version.length;
  }
}
class Root extends Flow {
  poll = new Poll();
  process = new Process();

  override async run() {
    this.poll.run("https://example.com/feed.xml").catch(() => undefined);
    const { newest } = this.poll;
    if (newest !== "") await this.process.run(newest);
  }
}

export default new App(new Root());
