// A flow that waits for a person: a command decides, a deadline decides otherwise.
import { readFile, writeFile } from "node:fs/promises";
import { App, Flow, Path, Work } from "thunderhead";

class Draft extends Work {
  text = new Path("draft.md");

  override async run(topic: string) {
    await writeFile(this.text.local, `# ${topic}`);
  }
}
class Publish extends Work {
  override async run(text: Path, by: string) {
    return `${(await readFile(text.local, "utf8")).length} by ${by}`;
  }
}
class Root extends Flow {
  draft = new Draft();
  publish = new Publish();
  decision: { approved: boolean; by: string } | null = null;

  override async run() {
    await this.draft.run("Thunder");
    if (this.decision === null) {
      if (this.elapsed("deadline", "2d")) this.stop("nobody answered");
      return;
    }
    const { approved, by } = this.decision;
    if (!approved) return this.fail(`refused by ${by}`);
    await this.publish.run(this.draft.text, by);
  }
  override configureCommands() {
    return {
      approve: ({ by }: { by: string }) => {
        this.decision = { approved: true, by };
      },
      refuse: ({ by }: { by: string }) => {
        this.decision = { approved: false, by };
      },
    };
  }
}

export default new App(new Root());
