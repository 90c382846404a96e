// Exports of every kind: default classes, namespaces, renamed, re-exported, all of them works.
import { App, Flow } from "thunderhead";
import Loader, { Saver as Writer } from "./works/loader.ts";
import * as models from "./works/models.ts";

const { Linear, Forest: Trees } = models;
class Root extends Flow {
  loader = new Loader();
  writer = new Writer();
  linear = new Linear();
  trees = new Trees(3);

  override async run() {
    await this.loader.run();
    const scores = await Promise.all([
      this.linear.run(this.loader.rows),
      this.trees.run(this.loader.rows),
    ]);
    await this.writer.run(scores);
  }
}
const app = new App(new Root());

export { app as default };
