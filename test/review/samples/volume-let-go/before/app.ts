import { App, Flow, Work } from "thunderhead";

export class Report extends Work {
  override async run() {
    console.log("All is well.");
  }
}

export class Daily extends Flow {
  report = new Report();

  override async run() {
    await this.report.run();
  }
}

export default new App(new Daily());
