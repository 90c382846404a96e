import { App, Flow, Work } from "thunderhead";
const self: Record<string, unknown> = {};
self["self"] = self;
const list: unknown[] = [self];
list.push(list);

class Any extends Work {
  data = self;
  constructor(value: unknown) {
    super();
    void value;
  }
  override async run() {}
}

class Root extends Flow {
  state = self;
  list = list;
  any = new Any(1);
  parent = this;
  override async run() {
    await this.any.run();
  }
}

export default new App(new Root());
