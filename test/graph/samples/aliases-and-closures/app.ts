import { App, Flow, Work } from "thunderhead";
function counter() {
  let value = 0;
  return { next: () => ++value, peek: () => value };
}
const ports = counter();
const make = (offset: number) => () => new Any(8000 + offset + ports.next());
const twice = <T>(run: () => T): [T, T] => [run(), run()];

class Any extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
}

class Root extends Flow {
  pair = twice(make(100));
  bound = make.call(null, 200).apply(undefined);
  total = ports.peek();
  last = new Any(9000 + this.total);
  override async run() {}
}

export default new App(new Root());
