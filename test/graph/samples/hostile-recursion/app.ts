import { App, Flow, Work } from "thunderhead";
class Any extends Work {
  override async run() {}
}
const forever = (n: number): number => forever(n + 1);
const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2));

class Root extends Flow {
  value = forever(0);
  fine = new Served(8000 + fib(12));
  any = new Any();
  override async run() {
    await this.any.run();
    await this.run();
  }
}
class Served extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
}

export default new App(new Root());
