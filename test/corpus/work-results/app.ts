// What works return decides what runs next: lists in lists, mapped in callbacks in callbacks.
import { readFile, writeFile } from "node:fs/promises";
import { App, ComponentMap, Flow, Path, Work } from "thunderhead";

interface Plan {
  readonly stages: readonly {
    readonly name: string;
    readonly jobs: readonly { readonly id: string; readonly inputs: readonly string[] }[];
  }[];
}

class Planner extends Work {
  override async run(goal: string): Promise<Plan> {
    const answer = await fetch(`https://planner.example/${goal}`);
    return JSON.parse(await answer.text());
  }
}
class Job extends Work {
  output = new Path("output.txt");

  override async run(id: string, inputs: readonly Path[]) {
    const texts = await Promise.all(inputs.map(({ local }) => readFile(local, "utf8")));
    await writeFile(this.output.local, [id, ...texts].join("\n"));
  }
}
class Summary extends Work {
  override async run(outputs: Readonly<Record<string, Path>>) {
    const texts = await Promise.all(
      Object.entries(outputs).map(
        async ([id, output]) => `${id}: ${await readFile(output.local, "utf8")}`,
      ),
    );
    return texts.join("\n");
  }
}

class Root extends Flow {
  planner = new Planner();
  jobs = new ComponentMap<Job>({ max: 200 });
  summary = new Summary();
  goal = "answer";
  text = "";

  override async run() {
    const { stages } = await this.planner.run(this.goal);
    const outputs: Record<string, Path> = {};
    for (const { jobs } of stages) {
      await Promise.all(
        jobs.map(async ({ id, inputs }) => {
          const job = this.jobs.create(id, Job);
          const given = inputs.map((one) => outputs[one]).filter((one) => one !== undefined);
          await job.run(id, given);
          outputs[id] = job.output;
        }),
      );
    }
    this.text = await this.summary.run(outputs);
  }
}

export default new App(new Root());
