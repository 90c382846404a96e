// Which works run is decided at run time; which there are is not.
import { readFile, writeFile } from "node:fs/promises";
import { App, config, Flow, Path, Work } from "thunderhead";

class Check extends Work {
  override async run(name: string) {
    return { name, needed: name.length % 2 === 0 };
  }
}
class Repair extends Work {
  fixed = new Path("fixed.txt");

  override async run(name: string, how: "quick" | "thorough") {
    await writeFile(this.fixed.local, `${name} ${how}`);
  }
}
class Verify extends Work {
  override async run(fixed: Path) {
    return (await readFile(fixed.local, "utf8")).includes("thorough");
  }
}
class Root extends Flow {
  check = new Check();
  repairs = { disk: new Repair(), net: new Repair() };
  verify = new Verify();

  override async run() {
    const thorough = config.boolean("thorough", false);
    for (const name of ["disk", "net"] as const) {
      const { needed } = await this.check.run(name);
      if (!needed) continue;
      const repair = this.repairs[name];
      await repair.run(name, thorough ? "thorough" : "quick");
      if (thorough) await this.verify.run(repair.fixed);
    }
  }
}

export default new App(new Root());
