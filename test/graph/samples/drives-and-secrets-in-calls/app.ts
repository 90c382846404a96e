import { App, Drive, Flow, Path, secret, Work } from "thunderhead";
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
  inConstructor = new Use({ env: { TOKEN: secret("TOKEN") } });
  inCall = new Use();
  nested = new Use();
  drive = new Drive("shared");
  override async run() {
    await this.inCall.run(this.drive);
    await this.nested.run({ drives: [new Drive("nested")] });
    await this.inConstructor.run();
  }
}

export default new App(new Root());
