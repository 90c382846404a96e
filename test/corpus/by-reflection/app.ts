// Fields that are set by functions of the language, and a work that one of them makes.
import { App, Flow, Work } from "thunderhead";

class Train extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {
    console.log(this.port);
  }
}
const sizes = { a: 1, b: 2 };
const add = (one: number, other: number) => one + other;
class Root extends Flow {
  one = Reflect.construct(Train, [Reflect.apply(add, undefined, [8000, 1])]);
  keys = Reflect.ownKeys(sizes).length;
  get = Reflect.get(sizes, "a");
  declare two: Train;
  constructor() {
    super();
    Reflect.set(this, "two", new Train(8002));
    Object.defineProperty(this, "three", { value: new Train(8003), enumerable: true });
  }
  override async run() {
    await this.one.run();
    await this.two.run();
  }
}
export default new App(new Root());
