import { writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

export class Report extends Work {
  page = new Path("report.html");
  override async run() {
    await writeFile(this.page.local, "<h1>All is well.</h1>");
  }
}

export class Daily extends Flow {
  report = new Report();

  override async run() {
    await this.report.run();
  }
}

export default new App(new Daily());
