// slice: Train
// What runs on load stays if it concerns nothing but what stays; packages concern everybody.
import { setGlobalDispatcher } from "undici";
import "./polyfill.js";
import { App, Flow, Work } from "thunderhead";
import { Dashboard } from "./dashboard.ts";

process.env["TOKENIZERS"] = "off";
setGlobalDispatcher(undefined);
Dashboard.theme = "dark";

class Train extends Work {
  static rate = 0.1;
  override async run() {}
}
Train.rate = 0.2;

class Report extends Work {
  static dashboard = Dashboard;
  override async run() {}
}
Report.dashboard.open();

class Root extends Flow {
  train = new Train();
  report = new Report();
}
if (Root.name === "Root") console.log(Root);
export default new App(new Root());
