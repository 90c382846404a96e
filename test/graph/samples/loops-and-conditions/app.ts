import { App, Flow, Work } from "thunderhead";
class Serve extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run() {}
}

function ports(kind: "few" | "many"): number[] {
  const result: number[] = [];
  switch (kind) {
    case "few":
      return [8000];
    case "many":
      for (let port = 8000; port < 8003; port++) {
        if (port === 8001) continue;
        result.push(port);
      }
      break;
  }
  let last = 9000;
  while (result.length < 4) result.push(last++);
  return result;
}

class Root extends Flow {
  few = ports("few").map((port) => new Serve(port + 2000));
  many = ports("many").map((port) => new Serve(port));

  override async run() {
    for (const serve of [...this.few, ...this.many]) serve.start();
  }
}

export default new App(new Root());
