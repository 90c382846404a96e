// An outside job: begun in a step, asked for with growing pauses, given up after a day.
import { App, Flow, Work } from "thunderhead";

interface Job {
  readonly id: string;
}
class Report extends Work {
  override async run(id: string, state: string) {
    return `${id}: ${state}`;
  }
}
class Root extends Flow {
  report = new Report();
  asked = 0;
  state = "queued";

  async ask(id: string) {
    return this.step(["ask", this.asked], async ({ signal }) => {
      const answer = await fetch(`https://jobs.example.com/${id}`, { signal });
      const { state } = (await answer.json()) as { state: string };
      return state;
    });
  }
  override async run() {
    const { id } = await this.step(
      "submit",
      async ({ idempotencyKey }): Promise<Job> => {
        const answer = await fetch("https://jobs.example.com", {
          method: "POST",
          headers: { "idempotency-key": idempotencyKey },
        });
        return (await answer.json()) as Job;
      },
      { retries: 3, backoff: "2s" },
    );
    const isLate = this.elapsed("deadline", "1d");
    while (this.state !== "done" && !isLate) {
      this.state = await this.ask(id);
      await this.sleep(["pause", this.asked], "30s");
      this.asked++;
    }
    await this.report.run(id, this.state);
  }
}

export default new App(new Root());
