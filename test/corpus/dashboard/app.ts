// A page of its own, the state of the flow, commands and routes.
import { App, command, Flow, HttpError, Work } from "thunderhead";
import { StaticWeb } from "thunderhead/components";

class Collect extends Work {
  points: number[] = [];

  override async run(limit: number) {
    for (let index = 0; index < limit; index++) this.points.push(index ** 2);
    return this.points.length;
  }
}
class Root extends Flow {
  collect = new Collect();
  limit = 10;
  notes: { text: string; at: string }[] = [];

  override async run() {
    await this.collect.run(this.limit);
  }
  override configureLayout() {
    return [
      { name: "Home", content: new StaticWeb("page/") },
      { name: "Collector", content: this.collect, icon: "chart" },
      { name: "Docs", content: "https://example.com/docs" },
    ];
  }
  override configureCommands() {
    return {
      setLimit: command({ help: "how many points" }, ({ limit }: { limit: number }) => {
        this.limit = limit;
      }),
      clear: () => this.collect.restart(),
    };
  }
  override configureApi() {
    return {
      "GET /points": () => this.collect.points,
      "POST /notes": ({ body }: { body: { text?: string } }) => {
        if (!body.text) throw new HttpError(400, "a note has a text");
        this.notes.push({ text: body.text, at: new Date().toISOString() });
        return this.notes.length;
      },
    };
  }
}

export default new App(new Root());
