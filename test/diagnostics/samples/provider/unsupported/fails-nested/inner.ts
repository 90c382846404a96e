import { ComponentMap, Flow, Work } from "thunderhead";

export class Use extends Work {
  override async run() {}
}
export class Inner extends Flow {
  uses = new ComponentMap<Use>({ max: 2 });

  override async run() {
    await this.uses.create("a", Use).run();
  }
}
