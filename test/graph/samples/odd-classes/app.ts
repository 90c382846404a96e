import { App, Flow, Work } from "thunderhead";
const Anonymous = class extends Work {
  override async run() {}
};
function Old(this: { port: number }) {
  this.port = 8123;
}
abstract class Template extends Work {
  abstract readonly base: number;
  override async run() {}
}
class Concrete extends Template {
  readonly base = 5;
  accessor other = 6;
  get sum() {
    return this.base + this.other;
  }
  set sum(value: number) {
    this.other = value;
  }
  static {
    Concrete.shared = 9;
  }
  static shared: number;
  ["computed" + 1] = 2;
}
interface Ignored {
  x: number;
}
enum Level {
  Low,
  High = 10,
  Higher,
}

class Root extends Flow {
  anonymous = new Anonymous();
  concrete = new Concrete();
  ports = [new (Old as never)().port, Level.Higher, Level[10], Concrete.shared, this.concrete.sum];
  probe = new Served(this.ports);
  override async run() {}
}
class Served extends Work {
  constructor(values: unknown) {
    super();
    void values;
  }
  override async run() {}
}
export type { Ignored };
export default new App(new Root());
