// Namespaces in several parts, one in another, one that goes on with a function; loops that labels leave.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

// biome-ignore lint/correctness/noUnusedVariables: its second part is.
namespace Settings {
  export const ports = { page: 8080 };
  export namespace Machines {
    export const cards = 4;
    export const big = `A10G:${cards}`;
  }
}
namespace Settings {
  export const adminPort = ports.page + 1;
  export let rounds = 2;
  export const again = () => {
    rounds += 1;
  };
}
namespace Settings.Machines {
  export const many = () => new CloudCompute(big);
}

function file(name: string) {
  return `${file.folder}/${name}`;
}
namespace file {
  export const folder = "results";
}

class Train extends Work {
  model = new Path(file("model.txt"));

  constructor() {
    super({ cloudCompute: Settings.Machines.many() });
  }
  override async run(round: number) {
    await writeFile(this.model.local, String(round));
  }
}
class Page extends Work {
  constructor(port: number) {
    super({ port });
  }
  override async run(model: Path) {
    const { createServer } = await import("node:http");
    const text = await readFile(model.local, "utf8");
    createServer((_, response) => response.end(text)).listen(this.port, this.host);
    await new Promise(() => {});
  }
}

class Root extends Flow {
  train = new Train();
  page = new Page(Settings.ports.page);
  admin = new Page(Settings.adminPort);

  override async run() {
    rounds: for (const round of [1, 2, 3]) {
      for (;;) {
        await this.train.run(round);
        if (round < Settings.rounds) continue rounds;
        break rounds;
      }
    }
    await Promise.all([this.page.run(this.train.model), this.admin.run(this.train.model)]);
  }
}

export default new App(new Root());
