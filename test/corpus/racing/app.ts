// Whoever is first, a limit of time, and a spare that steps in.
import { App, Flow, Work } from "thunderhead";

class Solve extends Work {
  constructor(readonly method: string) {
    super({ raiseException: false, timeout: "10m" });
  }
  override async run(problem: readonly number[]) {
    return { method: this.method, answer: Math.max(...problem) };
  }
}
class Root extends Flow {
  solvers = ["exact", "greedy", "annealing"].map((method) => new Solve(method));
  spare = new Solve("spare");
  answer: number | undefined;

  override async run() {
    const problem = [3, 1, 4];
    const first = await Promise.race([
      ...this.solvers.map((solver) => solver.run(problem)),
      this.sleep("patience", "5m").then(() => undefined),
    ]);
    this.answer = first?.answer;
    if (this.solvers.every(({ hasFailed }) => hasFailed)) {
      const { answer } = await this.spare.run(problem);
      this.answer = answer;
    }
    for (const solver of this.solvers) if (solver.isRunning) solver.stop();
  }
}

export default new App(new Root());
