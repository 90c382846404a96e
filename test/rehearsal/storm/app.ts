// What faults are rehearsed on: each call waits at a gate of its round while something goes wrong around it.
import { existsSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import {
  App,
  CloudCompute,
  Flow,
  type Notice,
  Path,
  secret,
  Work,
  type WorkOptions,
} from "thunderhead";

const gates = "/run/gates";

/** A rehearsed machine has gates, each shut until its round's trouble is over; a laptop has none. */
async function gate(round: string, signal: AbortSignal) {
  if (!existsSync(gates)) return;
  await appendFile(`${gates}/${round}.waits`, "one attempt\n");
  while (!existsSync(`${gates}/${round}.open`)) await sleep(100, undefined, { signal });
}

const linesOf = (text: string) => text.split("\n").filter((line) => line !== "");

/** Adds a line to what was written before it, once. */
export class Stage extends Work {
  out = new Path("out.txt");
  passes = 0;

  constructor(options: WorkOptions = {}) {
    super(options);
  }

  override async run(round: string, before?: Path) {
    console.log(`code 1 runs ${round}`);
    await gate(round, this.signal);
    const text = before ? await readFile(before.local, "utf8") : "";
    await writeFile(this.out.local, `${text}${round}\n`);
    this.passes += 1;
    return linesOf(text).length;
  }
}

/** Six steps; an attempt that is interrupted leaves a checkpoint to the next. */
export class Train extends Work {
  model = new Path("model.txt");
  steps = 0;

  constructor() {
    super({ cloudCompute: new CloudCompute("m7i.large", { interruptible: true }) });
  }

  override async run(round: string, data: Path) {
    const { previous } = this.model;
    const known = previous === null ? [] : linesOf(await readFile(previous, "utf8"));
    console.log(`goes on from step ${known.length}`);
    const given = linesOf(await readFile(data.local, "utf8"));
    await writeFile(this.model.local, known.map((line) => `${line}\n`).join(""));
    for (let step = known.length; step < 6; step++) {
      await appendFile(this.model.local, `step ${step} of ${given.length} lines\n`);
      if (step === 3) await gate(round, this.signal);
    }
    await gate(round, this.signal);
    this.steps = 6;
  }

  override async onInterrupt({ reason }: Notice) {
    console.log(`a notice: ${reason}`);
    await this.model.publish();
  }
}

/** Serves what all of it has come to. */
export class Answer extends Work {
  constructor() {
    super({ port: 8080 });
  }

  override async run(model: Path, lines: Path) {
    const text = `${await readFile(model.local, "utf8")}${await readFile(lines.local, "utf8")}`;
    const server = createServer((_request, response) => response.end(text));
    server.listen(this.port, this.host);
    await new Promise((resolve) => this.signal.addEventListener("abort", resolve));
  }
}

export class Storm extends Flow {
  gather = new Stage();
  train = new Train();
  steady = new Stage({
    cloudCompute: new CloudCompute("cpu-small"),
    env: { TOKEN: secret("STORM_TOKEN") },
  });
  spare = new Stage({
    cloudCompute: new CloudCompute({ anyOf: ["c7i.large", "m7i.large"] }, { idleTimeout: "5s" }),
  });
  answer = new Answer();
  sum = 0;

  override async run() {
    console.log("the storm goes on");
    await this.gather.run("machine-killed");
    await this.train.run("spot-notice", this.gather.out);
    const { model } = this.train;
    const counts = [
      await this.spare.run("no-capacity", model),
      await this.steady.run("controller-killed", model),
      await this.spare.run("idle-and-back", model),
      await this.steady.run("two-controllers", model),
      await this.steady.run("cut-from-controller", model),
      await this.steady.run("cut-from-table", model),
      await this.steady.run("table-throttled", model),
      await this.steady.run("new-code", model),
      await this.steady.run("changed-compute", model),
    ];
    this.sum = counts.reduce((total, count) => total + count, 0);
    await this.answer.run(model, this.steady.out);
  }
}

export default new App(new Storm());
