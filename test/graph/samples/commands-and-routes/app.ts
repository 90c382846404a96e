import { App, command, Flow, Path, Work } from "thunderhead";
import { writeFile } from "node:fs/promises";
class Make extends Work {
  file = new Path("file.txt");
  other = new Path("other.txt");
  override async run(..._args: unknown[]) {
    await writeFile(this.file.local, "");
    await writeFile(this.other.local, "");
    return this.file;
  }
}
class Use extends Work {
  override async run(..._args: unknown[]) {}
}
class Root extends Flow {
  a = new Make();
  b = new Make();
  chosen = new Use();
  posted = new Use();
  pick: Path | undefined;
  override configureCommands() {
    return {
      pick: command({ help: "which one" }, () => {
        this.pick = this.b.file;
      }),
    };
  }
  override configureApi() {
    return {
      "POST /use": async () => {
        this.posted.start(this.a.file);
        return {};
      },
    };
  }
  override async run() {
    await this.a.run();
    await this.b.run();
    if (this.pick) await this.chosen.run(this.pick);
  }
}

export default new App(new Root());
