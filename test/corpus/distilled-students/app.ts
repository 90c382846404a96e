// A teacher's answers are made once; students of several sizes learn of them, as many at a time as are wanted.
import { readFile, writeFile } from "node:fs/promises";
import { App, CloudCompute, config, Flow, Path, Work } from "thunderhead";

const sizes = { tiny: "cpu", base: "gpu", large: "gpu-fast" } as const;
type Size = keyof typeof sizes;
const isSize = (name: string): name is Size => Object.hasOwn(sizes, name);

class Teacher extends Work {
  answers = new Path("answers.jsonl");
  constructor() {
    super({ cloudCompute: new CloudCompute({ anyOf: ["L40S", "A10G"] }) });
  }
  override async run(prompts: number) {
    await writeFile(this.answers.local, String(prompts));
  }
}
class Student extends Work {
  weights = new Path("weights.json");
  static named(size: Size): Student {
    return new Student(new CloudCompute(sizes[size]));
  }
  constructor(cloudCompute: CloudCompute) {
    super({ cloudCompute });
  }
  override async run(answers: Path) {
    await writeFile(this.weights.local, await readFile(answers.local, "utf8"));
    return 1;
  }
}
class Root extends Flow {
  teacher = new Teacher();
  students = {
    tiny: Student.named("tiny"),
    base: Student.named("base"),
    large: Student.named("large"),
  } satisfies Record<Size, Student>;

  override async run() {
    await this.teacher.run(config.number("prompts", 100));
    const wanted = config.string("students", "tiny,base").split(",").filter(isSize);
    for (const pair of [wanted.slice(0, 2), wanted.slice(2)]) {
      await Promise.all(pair.map((size) => this.students[size].run(this.teacher.answers)));
    }
  }
}

export default new App(new Root());
