// Secrets as environment, in a build, and asked for at the last moment.
import { writeFile } from "node:fs/promises";
import { App, Flow, Path, secret, Work, WorkFailed } from "thunderhead";

class Fetch extends Work {
  table = new Path("table.csv");

  constructor() {
    super({
      env: { DATABASE_URL: secret("DATABASE_URL"), PGSSLMODE: "require" },
      build: { requirements: [], env: { PIP_INDEX_URL: secret("PRIVATE_INDEX") } },
    });
  }
  override async run() {
    const address = process.env["DATABASE_URL"] ?? "";
    await writeFile(this.table.local, String(address.length));
  }
}
class Notify extends Work {
  override async run(message: string) {
    const hook = await secret("SLACK_WEBHOOK").value();
    await fetch(hook, { method: "POST", body: JSON.stringify({ text: message }) });
  }
}
class Root extends Flow {
  fetch = new Fetch();
  notify = new Notify();

  override async run() {
    try {
      await this.fetch.run();
    } catch (error) {
      if (!(error instanceof WorkFailed)) throw error;
      await this.notify.run(`${error.work} failed: ${error.reason}`);
      this.fail("no data");
    }
    if (this.once("told")) this.notify.start("data is there");
  }
}

export default new App(new Root());
