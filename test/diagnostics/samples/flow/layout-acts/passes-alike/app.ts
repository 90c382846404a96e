// Looking, computing, local variables.
import { App, Flow, Work } from "thunderhead";

class Use extends Work {
  override async run(...inputs: unknown[]) {
    console.log(inputs.length);
  }
}

class Root extends Flow {
  uses = [new Use(), new Use()];
  title = "Uses";

  override async run() {
    this.title = "Running";
    for (const use of this.uses) await use.run();
  }
  override configureLayout() {
    const tabs = [];
    let index = 0;
    for (const use of this.uses) {
      index++;
      if (!use.hasStopped) tabs.push({ name: `${this.title} ${index}`, content: use });
    }
    return tabs;
  }
}

export default new App(new Root());
