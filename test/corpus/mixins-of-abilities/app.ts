// Abilities that are mixed into works: a checkpoint, a report, a machine with a card.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, Flow, Path, Work } from "thunderhead";

// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks for it of mixins.
type WorkClass = abstract new (...args: any[]) => Work;

const Checkpointed = <Base extends WorkClass>(Parent: Base) => {
  abstract class WithCheckpoint extends Parent {
    checkpoint = new Path("checkpoint.json");

    async resumed(): Promise<number> {
      if (!(await this.checkpoint.restore())) return 0;
      return Number(await readFile(this.checkpoint.local, "utf8"));
    }
    async save(step: number) {
      await writeFile(this.checkpoint.local, String(step));
      await this.checkpoint.publish();
    }
    override async onInterrupt() {
      await this.checkpoint.publish();
    }
  }
  return WithCheckpoint;
};
const Reporting = <Base extends WorkClass>(Parent: Base) => {
  abstract class WithReport extends Parent {
    report = new Path("report.txt");
    lines: string[] = [];

    async tell(line: string) {
      this.lines = [...this.lines, line];
      await writeFile(this.report.local, this.lines.join("\n"));
    }
  }
  return WithReport;
};
class Train extends Reporting(Checkpointed(Work)) {
  constructor() {
    super({ cloudCompute: new CloudCompute("gpu", { interruptible: true }) });
  }
  override async run(steps: number) {
    for (let step = await this.resumed(); step < steps; step++) {
      await this.tell(`step ${step}`);
      await this.save(step);
    }
  }
}
class Read extends Work {
  override async run(report: Path, checkpoint: Path) {
    return [await readFile(report.local, "utf8"), await readFile(checkpoint.local, "utf8")];
  }
}
class Root extends Flow {
  train = new Train();
  read = new Read();

  override async run() {
    await this.train.run(10);
    await this.read.run(this.train.report, this.train.checkpoint);
  }
}

export default new App(new Root());
